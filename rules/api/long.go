package api

import "iter"

// A long is an answer that takes so long that it is given in slices. The engine goes on with it while the same is asked: what is
// asked between does not wait for it, and whoever asks for another of its kind has given it up.
type long struct {
	asked any
	next  func() (any, bool)
	stop  func()
}

// slice is the next slice of the long answer to what is asked; the first where it was another that was given, or the last of this one.
// What is asked has to be comparable. The slices are made while they are asked for.
func (e *Engine) slice(kind string, asked any, answer iter.Seq[any]) any {
	given := e.longs[kind]
	if given != nil && given.asked == asked {
		if slice, ok := given.next(); ok {
			return slice
		}
	}
	if given != nil {
		given.stop()
	}
	next, stop := iter.Pull(answer)
	e.longs[kind] = &long{asked, next, stop}
	slice, _ := next()
	return slice
}
