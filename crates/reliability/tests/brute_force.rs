//! Everything a solution says against the definition: all states of all events of random small trees.

use linchpin_reliability::{Builder, CutSet, EventId, FaultTree, Limits, Node, Ranking, cut_sets_up_to, solve};
use proptest::prelude::*;

/// Every state of the events, as bits, with how likely it is.
fn states(tree: &FaultTree) -> impl Iterator<Item = (u32, f64)> + '_ {
    let likely = |state: u32| {
        let of = |(at, event): (usize, &linchpin_reliability::BasicEvent)| {
            if state >> at & 1 == 1 { event.probability } else { 1.0 - event.probability }
        };
        tree.events().iter().enumerate().map(of).product()
    };
    (0..1u32 << tree.events().len()).map(move |state| (state, likely(state)))
}

fn happens(tree: &FaultTree, state: u32) -> bool {
    tree.happens(|event| state >> event.0 & 1 == 1)
}

fn probability(tree: &FaultTree) -> f64 {
    states(tree).filter(|(state, _)| happens(tree, *state)).map(|(_, likely)| likely).sum()
}

/// States that bring the top event about and none of whose events can be missing.
fn minimal(tree: &FaultTree) -> Vec<u32> {
    let needless =
        |state: u32| (0..tree.events().len()).any(|at| state >> at & 1 == 1 && happens(tree, state & !(1 << at)));
    states(tree).map(|(state, _)| state).filter(|state| happens(tree, *state) && !needless(*state)).collect()
}

fn bits(set: &CutSet) -> u32 {
    set.events.iter().fold(0, |bits, event| bits | 1 << event.0)
}

fn order(tree: &FaultTree, state: u32) -> u32 {
    let events = tree.events().iter().enumerate();
    events.filter(|(at, _)| state >> at & 1 == 1).map(|(_, event)| event.order).sum()
}

/// With one event certain or impossible.
fn given(tree: &FaultTree, event: usize, happened: bool) -> f64 {
    let of = |(state, likely): (u32, f64)| {
        let own = tree.events()[event].probability;
        let chance = if state >> event & 1 == 1 { own } else { 1.0 - own };
        let consistent = (state >> event & 1 == 1) == happened && chance > 0.0 && happens(tree, state);
        if consistent { likely / chance } else { 0.0 }
    };
    states(tree).map(of).sum()
}

/// What a random gate is: which nodes before it, and how many of them are needed.
type Gate = (Vec<prop::sample::Index>, u8, u8);

fn trees() -> impl Strategy<Value = FaultTree> {
    let event = (0.001..0.999f64, 1..3u32);
    let gate = (prop::collection::vec(any::<prop::sample::Index>(), 1..5), 0..4u8, 1..4u8);
    (prop::collection::vec(event, 1..13), prop::collection::vec(gate, 1..14))
        .prop_map(|(events, gates)| tree(&events, &gates))
}

fn tree(events: &[(f64, u32)], gates: &[Gate]) -> FaultTree {
    let mut builder = Builder::default();
    let mut nodes: Vec<Node> = vec![Node::Constant(true), Node::Constant(false)];
    nodes.extend(events.iter().map(|(probability, order)| builder.event_of_order(*probability, *order)));
    for (children, kind, needed) in gates {
        // Gates further up rather use gates than events, constants rarely.
        let pick = |index: &prop::sample::Index| nodes[nodes.len() - 1 - index.index(nodes.len()) * 2 / 3];
        let children: Vec<Node> = children.iter().map(pick).collect();
        nodes.push(match kind {
            0 => builder.and(children),
            1 | 2 => builder.or(children),
            _ => builder.at_least_weight(u64::from(*needed) + 1, children.into_iter().zip(1..)),
        });
    }
    let top = nodes[nodes.len() - 1];
    builder.finish(top)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn everything_is_as_defined(tree in trees()) {
        let solution = solve(&tree, &Limits::default());
        let expected = probability(&tree);
        let found = solution.probability().value().expect("small trees are solved exactly");
        prop_assert!((found - expected).abs() < 1e-12, "{found} for {expected}");

        let mut expected_sets = minimal(&tree);
        expected_sets.sort_unstable();
        for ranking in [Ranking::Probability, Ranking::Order] {
            let listed: Vec<CutSet> = solution.cut_sets(ranking).collect();
            let mut found_sets: Vec<u32> = listed.iter().map(bits).collect();
            found_sets.sort_unstable();
            prop_assert_eq!(&found_sets, &expected_sets);
            for pair in listed.windows(2) {
                let (first, second) = (&pair[0], &pair[1]);
                let in_order = ranking == Ranking::Probability || first.order <= second.order;
                let tied = ranking == Ranking::Order && first.order < second.order;
                prop_assert!(in_order && (tied || first.probability >= second.probability * (1.0 - 1e-9)));
            }
        }
        let counts = solution.counts_by_order().expect("small numbers");
        for (order_of, count) in counts.iter().enumerate() {
            let expected = expected_sets.iter().filter(|set| order(&tree, **set) as usize == order_of).count();
            prop_assert_eq!(*count, expected as u128);
        }
        prop_assert_eq!(solution.count(), Some(expected_sets.len() as u128));

        // Whatever else the probabilities might be, the structure stays the same.
        let all = solution.probability_given(|_| 0.5).expect("exact");
        let share = states(&tree).filter(|(state, _)| happens(&tree, *state)).count() as f64;
        prop_assert!((all - share / f64::from(1u32 << tree.events().len())).abs() < 1e-12);

        for (event, importance) in solution.importance().expect("exact").iter().enumerate() {
            let (with, without) = (given(&tree, event, true), given(&tree, event, false));
            prop_assert!((importance.birnbaum - (with - without)).abs() < 1e-12);
            if expected > 1e-9 {
                prop_assert!((importance.fussell_vesely - (1.0 - without / expected)).abs() < 1e-6);
                prop_assert!((importance.risk_achievement - with / expected).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn short_cut_sets_are_all_and_only_the_short_ones(tree in trees(), most in 1..5u32) {
        let (reached, sets) = cut_sets_up_to(&tree, most, 100_000);
        let mut found: Vec<u32> = sets.iter().map(bits).collect();
        found.sort_unstable();
        let mut expected: Vec<u32> = minimal(&tree).into_iter().filter(|set| order(&tree, *set) <= most).collect();
        expected.sort_unstable();
        prop_assert_eq!(reached, most);
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn beyond_the_limits_the_answer_is_a_true_bound(tree in trees(), nodes in 3..40usize) {
        let solution = solve(&tree, &Limits { nodes, order: 2, sets: 1000 });
        let (bounds, expected) = (solution.probability(), probability(&tree));
        prop_assert!(bounds.low <= expected + 1e-12 && expected <= bounds.high + 1e-12, "{bounds:?} for {expected}");
        let known = solution.known_to_order();
        let mut expected_sets = minimal(&tree);
        expected_sets.retain(|set| known.is_none_or(|known| order(&tree, *set) <= known));
        expected_sets.sort_unstable();
        let mut found: Vec<u32> = solution.cut_sets(Ranking::Order).map(|set| bits(&set)).collect();
        found.sort_unstable();
        prop_assert_eq!(found, expected_sets);
    }
}

#[test]
fn what_is_on_both_sides_is_one_event() {
    let mut builder = Builder::default();
    let [shared, left, right] = [0.5, 0.25, 0.125].map(|probability| builder.event(probability));
    let sides = [builder.or([shared, left]), builder.or([shared, right])];
    let top = builder.and(sides);
    let solution = solve(&builder.finish(top), &Limits::default());
    // P = 1/2 + 1/2 * 1/4 * 1/8
    assert_eq!(solution.probability().value(), Some(0.515625));
    let sets: Vec<Vec<EventId>> = solution.cut_sets(Ranking::Order).map(|set| set.events).collect();
    assert_eq!(sets, [vec![EventId(0)], vec![EventId(1), EventId(2)]]);
}

/// The bridge: H. Kumamoto, E. J. Henley, Probabilistic risk assessment, 1996. Five alike elements; with
/// each failing with q, it fails with 2q^2 + 2q^3 - 5q^4 + 2q^5.
#[test]
fn the_bridge_fails_as_the_textbook_says() {
    let q = 0.1;
    let mut builder = Builder::default();
    let [a, b, c, d, e] = [q; 5].map(|probability| builder.event(probability));
    let cuts = [builder.and([a, b]), builder.and([c, d]), builder.and([a, e, d]), builder.and([c, e, b])];
    let top = builder.or(cuts);
    let probability = solve(&builder.finish(top), &Limits::default()).probability().value().expect("exact");
    let expected = 2.0 * q * q + 2.0 * q * q * q - 5.0 * q * q * q * q + 2.0 * q * q * q * q * q;
    assert!((probability - expected).abs() < 1e-15);
}
