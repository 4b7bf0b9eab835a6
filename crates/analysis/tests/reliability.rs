//! Availability, contributions and dangerous pairs: closed forms, and every state of random systems
//! judged by the other evaluator, which knows nothing of probabilities.

use linchpin_analysis::{
    Event, FailureKind, Outcome, Query, Reach, ReliabilityQuery, ReliabilityReport, UpgradeKind, analyse, reliability,
};
use linchpin_catalog::{ComponentKind, Failover, Param, Property};
use linchpin_document::{Design, RecordId};
use linchpin_testkit::{Said, design, id, systems};
use proptest::prelude::*;

fn asked(fixture: &str) -> ReliabilityReport {
    reliability(&design(fixture), &ReliabilityQuery::default())
}

#[track_caller]
fn is_available(fixture: &str, expected: f64) {
    let system = asked(fixture).system.expect("there is traffic");
    assert!(system.is_exact());
    assert!((system.low - expected).abs() < 1e-13, "{} instead of {expected}", system.low);
    assert!(system.pessimistic <= system.low && system.high <= system.optimistic);
}

const A: f64 = 0.99;
const B: f64 = 0.9;

#[test]
fn what_is_needed_multiplies_and_what_is_spare_multiplies_failures() {
    is_available("web:web-client -> s:service availability=0.99", A);
    is_available("web:web-client -> s:service availability=0.99 -> t:service availability=0.9", A * B);
    is_available("web:web-client -> s:service availability=0.99 instances=2", 1.0 - (1.0 - A) * (1.0 - A));
    let two_of_three = 3.0 * A * A * (1.0 - A) + A * A * A;
    is_available("web:web-client -> s:service availability=0.99 instances=3 needed=2", two_of_three);
    is_available("web:web-client -> s:service availability=0.99 managed=true instances=3", A);
}

#[test]
fn a_soft_dependency_is_no_part_of_it() {
    is_available("web:web-client -> s:service availability=0.99\ns -> t:service availability=0.9 [dependency=soft]", A);
}

#[test]
fn ten_thousand_instances_are_no_harder_than_two() {
    // All but one needed: P(at most one of 10,000 down) by the binomial formula.
    let (n, q) = (10_000.0, 1e-4);
    let expected = libm::exp(n * libm::log1p(-q)) + n * q * libm::exp((n - 1.0) * libm::log1p(-q));
    let system = asked("web:web-client -> s:service availability=0.9999 instances=10000 needed=9999").system.unwrap();
    assert!((system.low - expected).abs() < 1e-12, "{} {expected}", system.low);
}

/// 200 of 290 servers are needed, each of which needs one of two of ten services: too much for a diagram. The
/// balancers are what it hangs on, since 91 servers would have to fail at once.
#[test]
fn what_is_said_of_a_dense_pool_is_close() {
    let balancers = "web:web-client -> lb:load-balancer availability=0.999 instances=2\n".to_owned();
    let services = (0..10).map(|at| format!("s{at}:service availability=0.999\n"));
    let servers = (0..290).map(|at| {
        let (one, other) = (at % 10, (at + 1 + at / 10 % 9) % 10);
        format!(
            "lb -> a{at}:application-server availability=0.999 [pool=servers pool_needs=200]
             a{at} -> s{one} [pool=services]
             a{at} -> s{other} [pool=services]\n"
        )
    });
    let fixture: String = std::iter::once(balancers).chain(services).chain(servers).collect();
    let query = ReliabilityQuery { nodes: 50_000, ..ReliabilityQuery::default() };
    let system = linchpin_analysis::availability(&design(&fixture), &query).system.expect("there is traffic");
    assert!(!system.is_exact() && system.low > 0.999, "{system:?}");
    assert!((system.high - (1.0 - 1e-6)).abs() < 1e-9, "{system:?}");
}

#[test]
fn what_shares_a_zone_falls_with_it() {
    let zone = 0.9995;
    is_available("web:web-client -> s:service availability=0.99 instances=2\nzone z { s }", zone * (1.0 - 0.01 * 0.01));
    // One instance in each of two zones: each is up with its zone.
    let one = zone * A;
    let region = 0.9999;
    is_available(
        "web:web-client -> s:service availability=0.99 instances=2\nzone za { }\nzone zb { }\nregion r { za zb s }",
        region * (1.0 - (1.0 - one) * (1.0 - one)),
    );
}

/// Up if P or (S and Q), Q failing with takeover over repair: two minutes of an hour.
#[test]
fn a_takeover_takes_its_time() {
    let too_late = 120.0 / 3600.0;
    let expected = A + (1.0 - A) * B * (1.0 - too_late);
    let pair = "b:load-balancer availability=0.9\nweb:web-client -> a:load-balancer availability=0.99 takeover=120 repair=60 -> s:service availability=1
        b -> s
        a -> b [interaction=standby]";
    is_available(pair, expected);
    is_available(&pair.replace("takeover=120", "takeover=120 failover=manual"), expected);
    is_available(&pair.replace("takeover=120", "failover=none"), A);
    // By hand, half an hour unless said otherwise.
    let by_hand = A + (1.0 - A) * B * 0.5;
    is_available(&pair.replace("takeover=120", "failover=manual"), by_hand);
    // Longer than the repair: nothing is gained.
    is_available(&pair.replace("takeover=120", "takeover=7200"), A);
}

/// Kinds without a takeover time of their own, such as web servers, take over at once.
#[test]
fn a_standby_without_a_takeover_time_is_there_at_once() {
    is_available(
        "b:web-server availability=0.9\nweb:web-client -> a:web-server availability=0.99\na -> b [interaction=standby]",
        1.0 - (1.0 - A) * (1.0 - B),
    );
}

/// The first of two instances takes the writes: W up if P or (S and Q); reads need either.
#[test]
fn a_replicated_store_fails_over_for_writes() {
    let store =
        "web:web-client read_share=0.5 -> db:relational-database availability=0.99 instances=2 takeover=360 repair=60";
    let (too_late, q) = (0.1, 1.0 - A);
    let writes = A + q * A * (1.0 - too_late);
    let report = asked(store);
    let of = |class| report.journeys.iter().find(|journey| journey.class == class).unwrap().availability.low;
    assert!((of(Some(linchpin_analysis::TrafficClass::Write)) - writes).abs() < 1e-13);
    assert!((of(Some(linchpin_analysis::TrafficClass::Read)) - (1.0 - q * q)).abs() < 1e-13);
    // Whatever answers writes answers reads.
    assert!((of(None) - writes).abs() < 1e-13);
}

#[test]
fn a_connection_that_may_fail_is_one_thing_more_that_is_needed() {
    is_available("web:web-client -> s:service availability=0.99 [availability=0.9]", A * B);
    // Two ways to the same place.
    is_available(
        "web:web-client -> s:service availability=1\ns -> t:service availability=0.99 [pool=ways availability=0.9]
        s -> t [pool=ways availability=0.9]",
        A * (1.0 - (1.0 - B) * (1.0 - B)),
    );
    let report = analyse(&design("web:web-client -> s:service instances=2 [availability=0.9]"), &Query::default());
    let finding = &report.findings[0];
    assert_eq!((finding.rule.as_ref(), &finding.subjects[..]), ("failure.single-point", &[id("web-s")][..]));
    assert_eq!(finding.witness, [id("web"), id("web-s"), id("s")]);
    let single_points = report.system.single_points;
    assert_eq!((single_points.total, single_points.partial), (1, 0));
}

#[test]
fn pairs_are_named_with_what_they_share() {
    let report = asked(
        "web:web-client -> lb:load-balancer availability=1 instances=3
        lb -> a:application-server availability=0.99
        lb -> b:application-server availability=0.98
        zone z { a b }",
    );
    let pair = &report.combinations[0];
    assert_eq!(pair.failures.iter().map(|failure| failure.record).collect::<Vec<_>>(), [id("a"), id("b")]);
    assert_eq!((pair.order, pair.reach, pair.shared), (2, Reach::Total, Some(id("z"))));
    assert!((pair.probability - 0.01 * 0.02).abs() < 1e-15);
    assert_eq!(report.combinations_in_all, 1);
    assert_eq!(report.combinations_to_order, 2);
}

#[test]
fn two_instances_of_one_component_are_a_pair() {
    let report = asked("web:web-client -> s:service instances=2 availability=0.99");
    let pair = &report.combinations[0];
    assert_eq!((pair.failures.len(), pair.failures[0].record, pair.failures[0].count), (1, id("s"), 2));
    assert!((pair.probability - 1e-4).abs() < 1e-15);
    let triples = ReliabilityQuery { order: 3, ..ReliabilityQuery::default() };
    let report = reliability(&design("web:web-client -> s:service instances=3"), &triples);
    assert_eq!((report.combinations[0].order, report.combinations[0].failures[0].count), (3, 3));
}

#[test]
fn contributions_and_what_buys_most_are_as_defined() {
    let report = asked("web:web-client -> s:service availability=0.99 -> t:service availability=0.9");
    let unavailability = 1.0 - A * B;
    let first = report.contributions[0];
    assert_eq!((first.record, first.kind), (id("t"), FailureKind::Instances));
    assert!((first.birnbaum - A).abs() < 1e-13);
    assert!((first.fussell_vesely - (unavailability - (1.0 - A)) / unavailability).abs() < 1e-12);
    assert!((first.risk_achievement - 1.0 / unavailability).abs() < 1e-11);
    let best = report.upgrades[0];
    assert_eq!((best.component, best.kind), (id("t"), UpgradeKind::AnotherInstance));
    assert!((best.availability.low - A * (1.0 - 0.01)).abs() < 1e-13);
}

#[test]
fn failover_by_hand_is_worth_making_automatic() {
    let report =
        asked("web:web-client read_share=0 -> db:relational-database availability=0.99 instances=2 failover=manual");
    assert!(report.upgrades.iter().any(|upgrade| upgrade.kind == UpgradeKind::AutomaticFailover));
}

#[test]
fn ranges_of_defaults_are_ranges_of_the_answer() {
    let report = asked("web:web-client -> s:service").system.unwrap();
    let Param { value, low, high, .. } = ComponentKind::Service.default(Property::Availability).unwrap();
    let near = |found: f64, expected: f64| (found - expected).abs() < 1e-13;
    assert!(near(report.low, value) && near(report.pessimistic, low) && near(report.optimistic, high));
}

#[test]
fn nothing_to_answer_is_nothing_to_report() {
    assert_eq!(asked("s:service"), ReliabilityReport { combinations_to_order: 2, ..ReliabilityReport::default() });
    assert!(asked("web:web-client").system.is_none() || asked("web:web-client").system.unwrap().is_exact());
}

#[test]
fn services_that_call_each_other_all_in_a_ring_are_settled() {
    let ring: String = (0..40).map(|at| format!("s{at}:service availability=0.999 -> s{}\n", (at + 1) % 40)).collect();
    is_available(&format!("{ring}web:web-client -> s0"), libm::pow(0.999, 40.0));
}

/// Something that fails on its own: how it is told to the other evaluator, and how likely it is.
struct Basic {
    event: Event,
    record: RecordId,
    unavailability: f64,
}

fn basics(design: &Design) -> Vec<Basic> {
    let report = analyse(design, &Query::default());
    let of = |record: RecordId| {
        let availability = design.get(record).and_then(|item| item.param(Property::Availability));
        1.0 - availability.map_or(1.0, |param| param.value)
    };
    let mut basics = Vec::new();
    for component in report.components.iter().filter(|component| component.instances > 0) {
        let record = component.id;
        let event =
            |at: u32| if component.managed.value { Event::Provider(record) } else { Event::Instance(record, at) };
        let count = if component.managed.value { 1 } else { component.instances };
        basics.extend((0..count).map(|at| Basic { event: event(at), record, unavailability: of(record) }));
    }
    let domains = report.boundaries.iter().filter(|boundary| boundary.failure_domain.value);
    basics.extend(domains.map(|boundary| Basic {
        event: Event::Domain(boundary.id),
        record: boundary.id,
        unavailability: of(boundary.id),
    }));
    basics
}

fn all_answered(design: &Design, basics: &[Basic], state: u32) -> bool {
    let failed = basics.iter().enumerate().filter(|(at, _)| state >> at & 1 == 1).map(|(_, basic)| basic.event);
    let report = analyse(design, &Query { failed: failed.collect(), ..Query::default() });
    report.journeys.iter().all(|journey| journey.outcome < Outcome::PartlyDown)
}

/// The same system with an availability for everything, and failover that is either instant or never
/// done in time, so that likelihood is that of the states.
fn with_chances(fixture: &str, chances: &[f64]) -> String {
    let mut chances = chances.iter().cycle();
    let line = |line: &str| {
        let declared = line.split_once(':').filter(|(id, _)| !id.contains(' '));
        let kind = declared.and_then(|(_, rest)| ComponentKind::from_id(rest.split(' ').next()?));
        let Some(kind) = kind.filter(|kind| kind.has(Property::Availability)) else { return line.to_owned() };
        let mut text = format!("{line} availability={}", chances.next().unwrap());
        if kind.has(Property::Takeover) {
            let by_hand = line.contains(&format!("failover={}", linchpin_catalog::ChoiceSet::id(Failover::Manual)));
            text += if by_hand { " takeover=1000000 repair=1" } else { " takeover=0" };
        }
        text
    };
    fixture.lines().map(line).collect::<Vec<_>>().join("\n")
}

const MOST_EVENTS: usize = 9;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn random_systems_are_as_available_as_their_states(
        said in prop::sample::select(&[Said::Everything, Said::Little][..]),
        seed in prop::collection::vec(0.5..0.999f64, 7),
        everything in systems(5, Said::Everything),
        little in systems(5, Said::Little),
    ) {
        let fixture = with_chances(if said == Said::Everything { &everything } else { &little }, &seed);
        let design = design(&fixture);
        let basics = basics(&design);
        prop_assume!(basics.len() <= MOST_EVENTS && !analyse(&design, &Query::default()).journeys.is_empty());
        let states = 1u32 << basics.len();
        let answered: Vec<bool> = (0..states).map(|state| all_answered(&design, &basics, state)).collect();
        let likely = |state: u32| -> f64 {
            let of = |(at, basic): (usize, &Basic)| {
                if state >> at & 1 == 1 { basic.unavailability } else { 1.0 - basic.unavailability }
            };
            basics.iter().enumerate().map(of).product()
        };
        let expected: f64 = (0..states).filter(|state| answered[*state as usize]).map(likely).sum();
        let report = reliability(&design, &ReliabilityQuery { order: 3, ..ReliabilityQuery::default() });
        let system = report.system.expect("there is traffic");
        prop_assert!((system.low - expected).abs() < 1e-12, "{} for {expected}\n{fixture}", system.low);
        prop_assert!(system.is_exact());

        // Minimal sets of two and three, as the records they name; alike instances are one entry.
        let minimal = |state: u32| {
            let needless = |at: usize| state >> at & 1 == 1 && !answered[(state & !(1 << at)) as usize];
            !answered[state as usize] && !(0..basics.len()).any(needless)
        };
        let mut expected: Vec<Vec<RecordId>> = (0..states)
            .filter(|state| (2..=3).contains(&state.count_ones()) && minimal(*state))
            .map(|state| {
                let mut records: Vec<RecordId> =
                    basics.iter().enumerate().filter(|(at, _)| state >> at & 1 == 1).map(|(_, basic)| basic.record).collect();
                records.sort_unstable();
                records
            })
            .collect();
        expected.sort_unstable();
        expected.dedup();
        let named = |failure: &linchpin_analysis::Failure| std::iter::repeat_n(failure.record, failure.count as usize);
        let mut found: Vec<Vec<RecordId>> = report.combinations.iter().map(|combination| {
            let mut records: Vec<RecordId> = combination.failures.iter().flat_map(named).collect();
            records.sort_unstable();
            records
        }).collect();
        found.sort_unstable();
        found.dedup();
        prop_assert_eq!(found, expected, "{}", fixture);
    }
}
