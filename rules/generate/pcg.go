package generate

// pcg is PCG-XSH-RR 64/32, a permuted congruential generator: M. E. O'Neill, PCG: A Family of Simple Fast Space-Efficient
// Statistically Good Algorithms for Random Number Generation, 2014 (https://www.pcg-random.org). It computes with integers
// alone, so that a seed gives the same numbers on every platform, and it is ours, so that no release of Go changes them.
type pcg struct{ state, increment uint64 }

// newPCG begins a stream of a seed. Streams of one seed have nothing to do with each other.
func newPCG(seed, stream uint64) *pcg {
	r := &pcg{increment: stream<<1 | 1}
	r.next()
	r.state += seed
	r.next()
	return r
}

func (r *pcg) next() uint32 {
	old := r.state
	r.state = old*6364136223846793005 + r.increment
	shifted := uint32((old>>18 ^ old) >> 27)
	turn := uint32(old >> 59)
	return shifted>>turn | shifted<<(-turn&31)
}

// below is a number from 0 to below n, each as likely.
func (r *pcg) below(n int) int {
	bound := uint32(n)
	least := -bound % bound // what is below would make small numbers likelier
	for {
		if x := r.next(); x >= least {
			return int(x % bound)
		}
	}
}

// once reports, once in n times, true.
func (r *pcg) once(n int) bool { return r.below(n) == 0 }

// shuffle puts a list into an order of which each is as likely.
func (r *pcg) shuffle(list []int) {
	for i := len(list); i > 1; i-- {
		j := r.below(i)
		list[i-1], list[j] = list[j], list[i-1]
	}
}
