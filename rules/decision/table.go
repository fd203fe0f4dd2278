package decision

// table is a sparse array of numbers by the classes of a sender, a pair and a recipient. What nobody has put there is 0.
type table struct {
	rows    [][]uint32 // by the class of the sender; in it, that of the pair comes before that of the recipient
	shift   uint       // recipients have room for 1<<shift classes
	entries int
}

// mostEntries bounds a table, at four bytes each. For what has no room, whoever uses it works it out each time.
const mostEntries = 4 << 20

// row is that of a sender, as long as it happens to be.
func (t *table) row(sender uint32) []uint32 {
	if int(sender) >= len(t.rows) {
		return nil
	}
	return t.rows[sender]
}

// at is the place of a pair and a recipient in a row.
func (t *table) at(pair, recipient uint32) int { return int(pair)<<(t.shift&31) | int(recipient) }

// widen makes room for so many classes of recipients. The table is empty then.
func (t *table) widen(recipients int) {
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
func (t *table) put(sender, recipient, pair, n uint32) {
	if short := int(sender) + 1 - len(t.rows); short > 0 {
		t.rows = append(t.rows, make([][]uint32, short)...)
	}
	row := t.rows[sender]
	if short := (int(pair)+1)<<t.shift - len(row); short > 0 {
		if t.entries+short > mostEntries {
			return
		}
		t.entries += short
		row = append(row, make([]uint32, short)...)
		t.rows[sender] = row
	}
	row[t.at(pair, recipient)] = n
}
