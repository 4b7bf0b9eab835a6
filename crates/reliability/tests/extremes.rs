//! Trees of absurd depth and size: an answer or a message, never a crash or an end of patience.

use linchpin_reliability::{Builder, Limits, Ranking, open_psa, solve};

#[test]
fn a_chain_of_a_hundred_thousand_gates_is_solved() {
    let mut builder = Builder::default();
    let mut top = builder.event(0.5);
    for level in 0..100_000 {
        let event = builder.event(1e-6);
        top = if level % 2 == 0 { builder.or([event, top]) } else { builder.and([event, top]) };
    }
    let solution = solve(&builder.finish(top), &Limits::default());
    let probability = solution.probability().value().expect("a chain has a small diagram");
    // The last gate is an and with an event of 1e-6, the one below it an or with another.
    assert!((probability - 1e-12).abs() < 1e-15, "{probability}");
}

/// Gates of one kind in a chain are one gate; alternating with others, each is a module of its own. The
/// sets of both are as long as the chain.
#[test]
fn deep_chains_of_every_kind_of_gate_are_solved_and_listed() {
    for kinds in [["or", "or"], ["and", "and"], ["or", "two"], ["and", "two"], ["and", "or"]] {
        let mut builder = Builder::default();
        let mut top = builder.event(0.5);
        for level in 0..100_000 {
            let mut event = || builder.event(0.001);
            let events = [event(), event(), event()];
            top = match kinds[level % 2] {
                "or" => builder.or([events[0], top]),
                "and" => builder.and([events[0], top]),
                _ => builder.at_least(2, [events[0], events[1], events[2], top]),
            };
        }
        let solution = solve(&builder.finish(top), &Limits::default());
        assert!(solution.probability().value().is_some(), "{kinds:?}");
        assert!(solution.cut_sets(Ranking::Order).take(3).count() > 0, "{kinds:?}");
        assert!(solution.cut_sets(Ranking::Probability).next().is_some(), "{kinds:?}");
    }
}

#[test]
fn a_million_events_under_one_gate_are_solved() {
    let mut builder = Builder::default();
    let events: Vec<_> = (0..1_000_000).map(|_| builder.event(1e-7)).collect();
    let top = builder.or(events);
    let solution = solve(&builder.finish(top), &Limits::default());
    let expected = 1.0 - libm::exp(1e6 * libm::log1p(-1e-7));
    let bounds = solution.probability();
    assert!(bounds.low <= expected + 1e-9 && expected - 1e-9 <= bounds.high, "{bounds:?}");
    assert_eq!(solution.count(), Some(1_000_000));
}

#[test]
fn half_of_three_hundred_is_counted_beyond_any_list() {
    let mut builder = Builder::default();
    let events: Vec<_> = (0..120).map(|_| builder.event(0.5)).collect();
    let top = builder.at_least(60, events);
    let solution = solve(&builder.finish(top), &Limits::default());
    // 120 choose 60, from the recurrence of binomial coefficients.
    let expected = (1..=60u128).fold(1u128, |product, i| product * (60 + i) / i);
    assert_eq!(solution.count(), Some(expected));
    assert_eq!(solution.cut_sets(Ranking::Probability).take(3).count(), 3);
}

#[test]
fn a_tree_too_hard_is_answered_with_bounds() {
    // Pairs of a random graph: no order of variables makes that small.
    let mut builder = Builder::default();
    let events: Vec<_> = (0..400).map(|_| builder.event(0.01)).collect();
    let mut seed = 1u64;
    let mut pick = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        events[(seed >> 33) as usize % events.len()]
    };
    let pairs: Vec<_> = (0..1500).map(|_| (pick(), pick())).collect();
    let gates: Vec<_> = pairs.into_iter().map(|(a, b)| builder.and([a, b])).collect();
    let top = builder.or(gates);
    let solution = solve(&builder.finish(top), &Limits { nodes: 50_000, ..Limits::default() });
    let bounds = solution.probability();
    assert!(bounds.low > 0.0 && bounds.low < bounds.high && bounds.high <= 1.0, "{bounds:?}");
    assert!(solution.importance().is_none());
    assert!(solution.known_to_order().is_some());
}

fn refused(xml: &str) -> String {
    open_psa::read(xml, None).expect_err("refused").to_string()
}

fn file(definitions: &str) -> String {
    format!("<opsa-mef>\n<define-fault-tree name=\"t\">\n{definitions}\n</define-fault-tree>\n</opsa-mef>")
}

#[test]
fn nesting_of_a_hundred_thousand_levels_is_read() {
    let depth = 100_000;
    let formula = format!("{}<basic-event name=\"e\"/>{}", "<or>".repeat(depth), "</or>".repeat(depth));
    let xml = file(&format!(
        "<define-gate name=\"g\">{formula}</define-gate><define-basic-event name=\"e\"><float value=\"0.5\"/></define-basic-event>"
    ));
    let model = open_psa::read(&xml, None).expect("deep, but fine");
    assert_eq!(solve(&model.tree, &Limits::default()).probability().value(), Some(0.5));
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_place() {
    let gate = |name: &str, inner: &str| format!("<define-gate name=\"{name}\"><or>{inner}</or></define-gate>\n");
    let circle = file(&(gate("a", "<gate name=\"b\"/>") + &gate("b", "<gate name=\"a\"/>")));
    assert!(refused(&circle).contains("circle"), "{}", refused(&circle));
    let inner_circle = file(&(gate("top", "<gate name=\"b\"/>") + &gate("b", "<gate name=\"b\"/>")));
    assert!(refused(&inner_circle).starts_with("line 4, column"), "{}", refused(&inner_circle));
    let missing = file(&gate("a", "<gate name=\"nowhere\"/>"));
    assert!(refused(&missing).contains("gate 'nowhere' is not defined"), "{}", refused(&missing));
    let not = file("<define-gate name=\"a\"><not><basic-event name=\"e\"/></not></define-gate>");
    assert!(refused(&not).contains("non-coherent"), "{}", refused(&not));
    for value in ["1.5", "-0.1", "NaN", "inf"] {
        let event = format!("<define-basic-event name=\"e\"><float value=\"{value}\"/></define-basic-event>");
        let message = refused(&file(&(gate("a", "<basic-event name=\"e\"/>") + &event)));
        assert!(message.contains("not within 0 and 1"), "{message}");
    }
    let twice = file(&(gate("a", "<basic-event name=\"e\"/>") + &gate("a", "<basic-event name=\"e\"/>")));
    assert!(refused(&twice).contains("a second time"), "{}", refused(&twice));
    let two_tops = file(&(gate("a", "<basic-event name=\"e\"/>") + &gate("b", "<basic-event name=\"e\"/>")));
    assert!(refused(&two_tops).contains("2 top gates: a, b"), "{}", refused(&two_tops));
    for broken in ["", "<", "<opsa-mef>", "no xml", "<html></html>", "<opsa-mef></wrong>", "<opsa-mef/><opsa-mef/>"] {
        assert!(!refused(broken).is_empty());
    }
    assert!(
        refused(&file("<define-gate name=\"g\"><atleast min=\"x\"><basic-event name=\"e\"/></atleast></define-gate>"))
            .contains("number")
    );
}

#[test]
fn events_without_a_probability_are_named() {
    let model = open_psa::read(&file("<define-gate name=\"a\"><or><basic-event name=\"e\"/></or></define-gate>"), None)
        .expect("read");
    assert_eq!(model.without_probability.len(), 1);
    assert_eq!(model.events, ["e"]);
    assert_eq!(solve(&model.tree, &Limits::default()).count(), Some(1));
}
