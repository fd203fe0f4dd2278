package decision

// table is a sparse array of numbers by the classes of a sender, a pair and a recipient. What nobody has put there is 0.
type table[N uint16 | uint32] struct {
	rows    [][]N // by the class of the sender; in it, that of the pair comes before that of the recipient
	shift   uint  // recipients have room for 1<<shift classes
	entries int
}

// mostEntries bounds a table, at two or four bytes each. For what has no room, whoever uses it works it out each time.
const mostEntries = 4 << 20

// row is that of a sender, as long as it happens to be.
func (t *table[N]) row(sender uint32) []N {
	if int(sender) >= len(t.rows) {
		return nil
	}
	return t.rows[sender]
}

// at is the place of a pair and a recipient in a row.
func (t *table[N]) at(pair, recipient uint32) uint { return uint(pair)<<(t.shift&31) | uint(recipient) }

// widen makes room for so many classes of recipients. The table is empty then.
func (t *table[N]) widen(recipients int) {
	if recipients <= 1<<t.shift {
		return
	}
	for recipients > 1<<t.shift {
		t.shift++
	}
	clear(t.rows)
	t.entries = 0
}

// put puts a number there, if there is room.
func (t *table[N]) put(sender, recipient, pair uint32, n N) {
	if short := int(sender) + 1 - len(t.rows); short > 0 {
		t.rows = append(t.rows, make([][]N, short)...)
	}
	row := t.rows[sender]
	if short := (int(pair)+1)<<t.shift - len(row); short > 0 {
		if t.entries+short > mostEntries {
			return
		}
		t.entries += short
		row = append(row, make([]N, short)...)
		t.rows[sender] = row
	}
	row[t.at(pair, recipient)] = n
}
