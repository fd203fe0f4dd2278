package analysis_test

import (
	"slices"
	"testing"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/network"
)

// Who reaches somebody, and whom each value of a setting opens to or closes to, is what the rules say one by one in the network
// as it is and in that with the value.
func TestIncoming(t *testing.T) {
	eachNetwork(t, 6, 12, func(t *testing.T, b *decision.Board) {
		reaching := func(n *network.Network, to int) (list, senders []int) {
			for from := range n.Len() {
				if from == to {
					continue
				}
				is, offered := once(t, b.Set, n, from, to)
				if offered {
					senders = append(senders, from)
				}
				if is {
					list = append(list, from)
				}
			}
			return list, senders
		}
		less := func(list, without []int) (rest []int) {
			for _, i := range list {
				if !slices.Contains(without, i) {
					rest = append(rest, i)
				}
			}
			return rest
		}
		for to := range b.Network.Len() {
			now, senders := reaching(b.Network, to)
			in := analysis.IncomingOf(b, to)
			var told, telling []int
			for _, way := range in.Ways {
				telling = append(telling, way.Senders...)
				if way.Action != "" {
					told = append(told, way.Senders...)
				}
			}
			slices.Sort(told)
			slices.Sort(telling)
			if !slices.Equal(told, now) || !slices.Equal(telling, senders) || in.Reaching != len(now) || in.Senders != len(senders) {
				t.Errorf("to %d: %v of %v, but the rules say %v of %v", to, told, telling, now, senders)
			}
			for _, setting := range in.Settings {
				current := 0
				for _, trial := range setting.Values {
					n, _, err := b.Set.Act(b.Network, network.Act{Do: network.Set, From: to, To: to, Attribute: setting.Attribute, Value: trial.Value})
					if err != nil {
						t.Fatalf("%s was tried: %v", setting.Attribute.Name, err)
					}
					then, _ := reaching(n, to)
					if opened, closed := less(then, now), less(now, then); !slices.Equal(trial.Opened, opened) || !slices.Equal(trial.Closed, closed) || trial.Reaching != len(then) {
						t.Errorf("to %d, %s %v: opens %v and closes %v, but the rules say %v and %v", to, setting.Attribute.Name, trial.Value, trial.Opened, trial.Closed, opened, closed)
					}
					if trial.Now {
						current++
					}
					for _, from := range trial.Closed {
						if !slices.Contains(setting.LetsIn(), from) {
							t.Errorf("to %d, %s lets in %v, but not %d", to, setting.Attribute.Name, setting.LetsIn(), from)
						}
					}
				}
				if current != 1 {
					t.Errorf("%s has %d values now", setting.Attribute.Name, current)
				}
			}
		}
	})
}

// Somebody alone is reached by nobody, and no setting matters.
func TestIncomingAlone(t *testing.T) {
	set := article(t)
	n := network.New(set.World, nil, nil).Add(network.Actor{ID: "ana", Kind: set.World.Kinds[0], Values: set.World.Kinds[0].Defaults()})
	in := analysis.IncomingOf(decision.New(set, set.Defaults()).On(n), 0)
	if in.Senders != 0 || in.Ways != nil || slices.ContainsFunc(in.Settings, analysis.Setting.Matters) {
		t.Errorf("%+v", in)
	}
}
