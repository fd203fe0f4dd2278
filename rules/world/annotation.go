package world

// Annotation is one that may stand before a declaration of a schema.
type Annotation struct {
	Name   string
	Values []string // those that it may have; nil where it may have others
	Of     Naming   // what its value is made of, where that is names
}

// Naming is what an annotation names.
type Naming uint8

// Annotations may name ties, ties without direction, or the kinds that a tie is between.
const (
	Nothing Naming = iota
	Ties
	MutualTies
	EndsOfTie
)

// The annotations of each sort of declaration, in the order in which they are offered.
var (
	ofKind      = []Annotation{{Name: "list"}, {Name: "label"}, {Name: "drawn", Values: []string{string(Person), string(Organisation)}}, {Name: "caption", Values: []string{string(Always)}}}
	ofEnum      = []Annotation{{Name: "label"}}
	ofNobody    = []Annotation{{Name: "nobody"}}
	ofAttribute = []Annotation{{Name: "label"}, {Name: "change", Values: []string{string(Owner), string(Buy)}}, {Name: "caption", Values: []string{string(Always), string(IfSet)}}}
	ofNumber    = append(ofAttribute[:len(ofAttribute):len(ofAttribute)], Annotation{Name: "unit"}, Annotation{Name: "pays", Values: []string{"yes"}})
	ofText      = append(ofAttribute[:len(ofAttribute):len(ofAttribute)], Annotation{Name: "values"})
	ofTie       = []Annotation{{Name: "label"}, {Name: "ends", Of: EndsOfTie}, {Name: "change", Values: []string{"from"}}, {Name: "undo", Values: []string{string(UndoFrom), string(UndoEither)}}}
	ofPair      = []Annotation{{Name: "tie", Of: Ties}, {Name: "side", Values: []string{string(Sender), string(Recipient), string(Either)}}, {Name: "distance", Of: MutualTies}, {Name: "far"}}
	ofAction    = []Annotation{{Name: "label"}, {Name: "way", Values: []string{string(WayStart), string(WayAnswer)}}, {Name: "makes", Of: Ties}, {Name: "clears", Of: Ties}, {Name: "answers", Of: Ties}}
)

// Sort is a sort of declaration of a schema.
type Sort string

// The sorts of declarations.
const (
	AKind       Sort = "kind"
	AnEnum      Sort = "enumeration"
	ANobody     Sort = "nobody"
	AnAttribute Sort = "attribute"
	ATie        Sort = "tie"
	APairFact   Sort = "pair"
	AnAction    Sort = "action"
)

// Annotations are those that may stand before a declaration of a sort. Those of an attribute hang on its Cedar type; of one
// that is not known they are all.
func Annotations(of Sort, cedarType string) []Annotation {
	switch of {
	case AKind:
		return ofKind
	case AnEnum:
		return ofEnum
	case ANobody:
		return ofNobody
	case ATie:
		return ofTie
	case APairFact:
		return ofPair
	case AnAction:
		return ofAction
	}
	if cedarType == "" {
		return append(ofNumber[:len(ofNumber):len(ofNumber)], ofText[len(ofAttribute):]...)
	}
	switch t, plain := cedarTypes[cedarType]; {
	case plain && t == Number:
		return ofNumber
	case plain && t == Text:
		return ofText
	default:
		return ofAttribute
	}
}

// The names of the two records that a schema declares.
const (
	TiesRecord = "Ties"
	PairRecord = "Pair"
)

// cedarTypes are the types of attributes by what Cedar calls them. Any other name is that of an enumeration.
var cedarTypes = map[string]Type{"Bool": Bool, "Boolean": Bool, "Long": Number, "String": Text}

// CedarTypes are the types that an attribute may have besides enumerations, as a schema writes them.
func CedarTypes() []string { return []string{"Bool", "Long", "String"} }
