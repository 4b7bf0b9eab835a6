//! Blast radii against each failure analysed by itself.

use linchpin_analysis::{
    BlastRadius, ComponentState, Event, Outcome, Query, analyse, blast_radii, blast_radii_of_components,
};
use linchpin_document::Design;

use linchpin_testkit::{Said, design, id, systems};
use proptest::prelude::*;

/// The same, one failure at a time, by the evaluator that answers what-if questions.
fn alone(design: &Design, event: Event) -> BlastRadius {
    let report = analyse(design, &Query { failed: vec![event], ..Query::default() });
    let is_down = |state| matches!(state, ComponentState::Failed | ComponentState::Down);
    let down = report.components.iter().filter(|component| component.instances > 0 && is_down(component.state));
    BlastRadius {
        event,
        outcome: report.system.outcome,
        down_share: report.system.down_share,
        partly_down_share: report.system.partly_down_share,
        degraded_share: report.system.degraded_share,
        components_down: down.count() as u32,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_failure_does_what_it_does_by_itself(fixture in systems(12, Said::Little)) {
        let design = design(&fixture);
        for radius in blast_radii(&design).into_iter().chain(blast_radii_of_components(&design)) {
            let expected = alone(&design, radius.event);
            let as_it_is = |radius: &BlastRadius| (radius.event, radius.outcome, radius.components_down);
            prop_assert_eq!(as_it_is(&radius), as_it_is(&expected), "{}", fixture);
            let shares = |radius: &BlastRadius| [radius.down_share, radius.partly_down_share, radius.degraded_share];
            // Added up in another order.
            let near = shares(&radius).iter().zip(shares(&expected)).all(|(a, b)| (a - b).abs() < 1e-12);
            prop_assert!(near, "{:?} {:?} {}", radius, expected, fixture);
        }
    }
}

#[test]
fn everything_that_can_fail_is_there_the_gravest_first() {
    let design = design(
        "web:web-client -> lb:load-balancer -> api:application-server instances=2 -> db:relational-database
        api -> mail:external-service [dependency=soft]
        zone za { api }",
    );
    let radii = blast_radii(&design);
    let events: Vec<Event> = radii.iter().map(|radius| radius.event).collect();
    let expected = [
        Event::Domain(id("za")),
        Event::Instance(id("db"), 0),
        Event::Instance(id("lb"), 0),
        Event::Provider(id("mail")),
        Event::Instance(id("api"), 0),
    ];
    assert_eq!(events.len(), expected.len());
    assert!(expected.iter().all(|event| events.contains(event)), "{events:?}");
    let outcomes: Vec<Outcome> = radii.iter().map(|radius| radius.outcome).collect();
    assert_eq!(outcomes, [Outcome::Down, Outcome::Down, Outcome::Down, Outcome::Degraded, Outcome::Up]);
    // The balancer takes itself only: the servers behind it could still answer.
    let of = |event: Event| radii.iter().find(|radius| radius.event == event).unwrap();
    assert_eq!(of(Event::Instance(id("lb"), 0)).components_down, 1);
    // The database takes the servers that cannot do without it, and the balancer that has nobody left.
    assert_eq!(of(Event::Instance(id("db"), 0)).components_down, 3);
    assert_eq!(of(Event::Instance(id("api"), 0)).components_down, 0);
    let whole = blast_radii_of_components(&design);
    assert_eq!((whole.len(), whole[0].event, whole[0].outcome), (1, Event::Component(id("api")), Outcome::Down));
}
