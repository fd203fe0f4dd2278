package generate

import (
	"strconv"
	"strings"

	"inroad/rules/world"
)

// The names are made up. Of persons the first part is a given name, of organisations what they are called by.
var (
	given = strings.Fields(`Adlin Aruma Belvar Birsa Brenno Calvia Corwen Dashiva Delmar Dorrit Edvane Elska Emrun Fanwa Felmar Fiora
Galdis Gerrin Gwendal Halvia Harumi Hestan Idrin Ilvara Isoru Jaldo Jemina Jorwen Kalinda Kerro Kiyara Lamond Leontka Lirael
Madrun Merrit Mikoba Nadelka Nerino Nuala Obrecht Odalis Okemi Palwin Perdita Quentan Quilla Radomir Rishani Rovena Sadira
Selwin Sunniva Talvar Temba Thirza Ulvik Umeko Valtor Venja Wendric Xandra Yorick Zerafin`)
	family = strings.Fields(`Abernyx Akinsola Ambrel Ashkett Balderow Barunde Birkwist Bramholt Calloran Castleby Chendrak Corvanni
Dalgrave Desmarin Drumlow Eastvane Elmquill Endoza Fallowmere Fenwarth Ferrando Gallimore Gathoni Glenrask Hadelin Harrowick
Hollbeck Iversund Izumari Jaskolin Jorvaldt Kestrelow Kirkanen Kowalisk Larkwood Lindholt Lorimand Marchetto Mbekani Merrowin
Nakadori Norrelius Oakhurne Okafori Olivarez Pellworth Pendrake Quarrendon Ravenell Rosewarne Rutherglen Sandovar Silvane
Steenkirk Tanabori Thornby Tremayne Ulrichsen Vandermoor Vasquill Westerlund Wyndham Yarrowby Zielonka`)
	called = strings.Fields(`Amberline Arkmoor Bluefern Brackwater Brightmoor Cinderpoint Cloudmarsh Coppermoss Dawnquill Driftmere
Eastmarrow Embervale Fairmarsh Flintmoor Foxmantle Glasshill Goldmantle Greyharbour Hazelmarsh Highmeadow Ironwick Ivyquay
Jumblewood Kelpstone Lanternbay Larkmantle Longmere Maplequay Mistlefen Moonquay Nettlefold Nightfinch Oakenshaw Pebblecove Quillfen
Redthorn Ridgemoss Saltmarsh Silverquay Skerrymoor Stonequill Summerfold Thistledown Tidemoss Umberfield Violmere Whitefinch
Windermill Yewmarrow Zephlow`)
	sort = strings.Fields("Works Studio Labs Group Partners Foods Mills Press Motors Trading Textiles Systems")
)

// names are those that are still to be given, in an order by chance.
type names struct {
	by    map[world.Drawn]*combined
	taken map[string]int // how many have an id that begins so
}

// combined are names of two parts: each with each, and when all are given once more with a number.
type combined struct {
	first, second []string
	order         []int
	given         int
}

func newNames(r *pcg) *names {
	combine := func(first, second []string) *combined {
		order := make([]int, len(first)*len(second))
		for i := range order {
			order[i] = i
		}
		r.shuffle(order)
		return &combined{first: first, second: second, order: order}
	}
	persons := combine(given, family)
	return &names{map[world.Drawn]*combined{world.Person: persons, world.Organisation: combine(called, sort)}, map[string]int{}}
}

// next is a name that nobody has, and an id made of its first part.
func (n *names) next(drawn world.Drawn) (name, id string) {
	c := n.by[drawn]
	at := c.order[c.given%len(c.order)]
	first := c.first[at/len(c.second)]
	name, id = first+" "+c.second[at%len(c.second)], strings.ToLower(first)
	if round := c.given/len(c.order) + 1; round > 1 {
		name += " " + strconv.Itoa(round)
	}
	c.given++
	n.taken[id]++
	if often := n.taken[id]; often > 1 {
		id += "-" + strconv.Itoa(often)
	}
	return name, id
}
