package api

import "iter"

// A long is an answer that takes so long that it is given in slices. The engine goes on with it while the same is asked: what is
// asked between does not wait for it, and whoever asks for another has given it up.
type long struct {
	asked any
	next  func() (any, bool)
	stop  func()
}

// slice is the next slice of the long answer to what is asked; the first where it was another that was given, or the last of this one.
// What is asked has to be comparable. The slices are made while they are asked for.
func (e *Engine) slice(asked any, answer iter.Seq[any]) any {
	if e.long != nil && e.long.asked == asked {
		if slice, ok := e.long.next(); ok {
			return slice
		}
	}
	if e.long != nil {
		e.long.stop()
	}
	next, stop := iter.Pull(answer)
	e.long = &long{asked, next, stop}
	slice, _ := next()
	return slice
}
