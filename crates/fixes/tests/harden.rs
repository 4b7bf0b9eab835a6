//! Harden finds the cheapest set of fixes: held against every set there is, judged by the analysis alone.

mod designs;

use linchpin_analysis::{
    Answer, JourneyLatency, Outcome, Query, Reach, ReliabilityQuery, Severity, analyse, contingencies, latency,
    reliability,
};
use linchpin_catalog::Property;
use linchpin_document::{Design, Item, PeerId, Replica};
use linchpin_fixes::{Bench, Criterion, Fix, Gap, Goal, Harden, Plan, Proof, Remedy, Serials, Target};
use linchpin_testkit::{Said, design, id, systems};
use proptest::prelude::*;

const TARGETS: [Property; 3] = [Property::TargetAvailability, Property::TargetLatency, Property::TargetRecovery];

fn ids() -> Serials {
    Serials::of(PeerId::from_bits(11))
}

fn harden(design: &Design, goal: Goal) -> Plan {
    Harden::new(design, goal).expect("a cost that is known").run(&mut ids())
}

fn goal(availability: Option<f64>) -> Goal {
    Goal { target: Target { availability, ..Target::default() }, ..Goal::default() }
}

fn applied(design: &Design, plan: &Plan) -> Design {
    let mut replica = Replica::from_document(design.to_document(PeerId::from_bits(3)));
    for step in &plan.steps {
        replica.commit(&step.fix.transaction).unwrap();
    }
    let together = {
        let mut replica = Replica::from_document(design.to_document(PeerId::from_bits(3)));
        replica.commit(&plan.transaction()).unwrap();
        replica.design().clone()
    };
    assert_eq!(*replica.design(), together, "one by one or all at once");
    together
}

/// What plans mend besides single points and overload.
const WEAKNESSES: [&str; 5] =
    ["load.memory", "load.storage", "failure.no-backup", "responsibility.no-gateway", "load.no-rate-limit"];

/// Whether a design carries its peak, and no single failure takes everything down, at once or in the end; with a
/// target, whether it is available enough instead.
fn is_good(design: &Design, availability: Option<f64>) -> bool {
    let report = analyse(design, &Query::default());
    let carried = report.components.iter().all(|component| component.utilisation.unwrap_or(0.0) < 1.0);
    if report.system.outcome >= Outcome::PartlyDown || !carried {
        return false;
    }
    let mut open = report.findings.iter().filter(|finding| finding.is_open());
    if availability.is_none() && open.any(|finding| WEAKNESSES.contains(&&*finding.rule)) {
        return false;
    }
    if let Some(wanted) = availability {
        return reliability(design, &ReliabilityQuery::default()).system.is_none_or(|is| is.low >= wanted - 1e-12);
    }
    let total = |point: linchpin_analysis::SinglePoint| point.reach == Reach::Total && point.severity > Severity::Info;
    let of_components = report.components.iter().filter_map(|component| component.single_point);
    let of_boundaries = report.boundaries.iter().filter_map(|boundary| boundary.single_point);
    let hidden = contingencies(design, &Query::default()).contingencies;
    let hidden = hidden.iter().filter_map(|one| one.hidden).any(|hidden| hidden.reach == Reach::Total);
    !of_components.chain(of_boundaries).any(total) && !hidden
}

fn cost(design: &Design) -> f64 {
    Criterion::Instances.cost(design).unwrap()
}

/// The remedies a plan may consist of, in every amount, on everything.
fn every_fix(design: &Design) -> Vec<Fix> {
    let bench = Bench::new(design, &Query::default());
    let left_to_people = ["queue", "cdn", "capacity", "timeout"];
    let remedies = Remedy::all().filter(|remedy| !left_to_people.contains(&remedy.id()));
    let mut fixes = Vec::new();
    for remedy in remedies {
        for item in design.items() {
            let amounts = bench.amounts(remedy, item.id);
            fixes.extend(amounts.into_iter().filter_map(|amount| bench.draw(remedy, item.id, amount, &mut ids())));
        }
    }
    fixes
}

/// The cost of the cheapest set of fixes that makes a design good, of those that cost at most `most`, by looking
/// at every set. Nothing costs less than it did before, so sets that cost more are not enlarged.
fn cheapest(design: &Design, fixes: &[Fix], availability: Option<f64>, most: f64) -> Option<f64> {
    let bench = Bench::new(design, &Query::default());
    let mut best: Option<f64> = None;
    let mut open: Vec<Vec<usize>> = vec![Vec::new()];
    let mut looked_at = 0;
    while let Some(set) = open.pop() {
        let chosen: Vec<Fix> = set.iter().map(|at| fixes[*at].clone()).collect();
        let mut replica = Replica::from_document(design.to_document(PeerId::from_bits(3)));
        replica.commit(&bench.combine(&chosen, &mut ids())).unwrap();
        let extra = cost(replica.design()) - cost(design);
        if extra > most || set.len() > 6 {
            continue;
        }
        looked_at += 1;
        assert!(looked_at < 60_000, "too many sets for looking at each");
        if is_good(replica.design(), availability) {
            best = Some(best.map_or(extra, |best| best.min(extra)));
            continue;
        }
        let next = set.last().map_or(0, |last| last + 1);
        let same = |a: &Fix, b: &Fix| a.remedy == b.remedy && a.subject == b.subject;
        let free = (next..fixes.len()).filter(|at| !set.iter().any(|chosen| same(&fixes[*chosen], &fixes[*at])));
        open.extend(free.map(|at| set.iter().copied().chain([at]).collect()));
    }
    best
}

/// The plan makes the design good, and no set of fixes does so for less.
fn check(fixture: &str, availability: Option<f64>) -> Plan {
    let design = design(fixture);
    let plan = harden(&design, goal(availability));
    assert!(plan.meets_all(), "{fixture}: {:?}", plan.left);
    assert_eq!(plan.proof, Proof::Complete, "{fixture}");
    let after = applied(&design, &plan);
    assert!(is_good(&after, availability), "{fixture}");
    assert_eq!(plan.cost, cost(&after) - cost(&design), "{fixture}");
    let fixes = every_fix(&design);
    assert_eq!(cheapest(&design, &fixes, availability, plan.cost), Some(plan.cost), "{fixture}");
    plan
}

#[test]
fn three_tiers_need_a_second_of_what_is_alone() {
    let plan = check("web:web-client -> lb:load-balancer -> app:application-server -> db:relational-database", None);
    assert_eq!(plan.cost, 3.0);
    assert_eq!(plan.steps.len(), 3);
    assert_eq!(plan.steps.iter().map(|step| step.gaps_left).collect::<Vec<_>>(), [2, 1, 0]);
}

#[test]
fn what_only_has_to_be_switched_on_costs_nothing() {
    let plan = check(
        "web:web-client read_share=0 -> app:application-server instances=2\n\
         app -> db:relational-database instances=2 failover=manual",
        None,
    );
    assert_eq!(plan.cost, 0.0);
    assert_eq!(plan.steps[0].fix.remedy, Remedy::AutomaticFailover);
}

#[test]
fn a_peak_that_is_not_carried_needs_as_many_as_carry_it_and_one_to_spare() {
    // 1,300 of 500 a second each: three carry it, and one may fail.
    let plan = check("web:web-client peak=1300 -> app:application-server capacity=500 slots=1000", None);
    assert_eq!(plan.cost, 3.0);
}

#[test]
fn two_that_cannot_spare_one_need_a_third() {
    // Each of the two carries 300 of 500 a second; one alone would have to carry 600.
    let plan = check(
        "web:web-client peak=600 -> lb:load-balancer instances=2 -> a:application-server slots=1000\n\
         lb -> b:application-server slots=1000",
        None,
    );
    assert_eq!(plan.cost, 1.0);
}

#[test]
fn everything_on_one_host_needs_a_second_host() {
    let plan = check("web:web-client -> app:application-server -> db:relational-database\nhost box { app db }", None);
    assert_eq!(plan.steps.len(), 1);
    assert_eq!(plan.cost, 2.0);
}

#[test]
fn availability_costs_as_much_as_the_target_asks_for() {
    let fixture = "web:web-client -> app:application-server availability=0.99 -> db:relational-database availability=0.999 takeover=1";
    // 0.99 * 0.999 = 0.98901 as it is; a second application server gives 0.9999 * 0.999 = 0.9989.
    assert_eq!(check(fixture, Some(0.98)).cost, 0.0);
    assert_eq!(check(fixture, Some(0.995)).cost, 1.0);
    assert_eq!(check(fixture, Some(0.9995)).cost, 2.0);
    assert_eq!(check(fixture, Some(0.99999)).cost, 3.0);
}

#[test]
fn what_cannot_be_reached_is_said_with_what_blocks() {
    let design = design("web:web-client -> app:service -> pay:external-service \"Payments\" availability=0.99");
    let wanted = Goal { effort: 300, ..goal(Some(0.999_999_9)) };
    let plan = harden(&design, wanted);
    assert!(!plan.meets_all());
    assert!(matches!(plan.left[..], [Gap::Availability { asked_by: None, .. }]), "{:?}", plan.left);
    let before = reliability(&design, &ReliabilityQuery::default()).system.unwrap().low;
    let after = reliability(&applied(&design, &plan), &ReliabilityQuery::default()).system.unwrap().low;
    assert!(after > before, "the best possible is proposed all the same");
}

#[test]
fn recovery_within_seconds_needs_something_that_takes_over() {
    let design = design("web:web-client -> app:application-server instances=2 -> db:relational-database takeover=30");
    let within = |seconds| {
        let target = Target { recovery: Some(seconds), ..Target::default() };
        harden(&design, Goal { target, ..Goal::default() })
    };
    let plan = within(60.0);
    assert!(plan.meets_all());
    assert_eq!(plan.steps[0].fix.remedy, Remedy::Standby);
    assert!(matches!(within(10.0).left[..], [Gap::Recovery(at, 30.0, 10.0)] if at == id("db")));
}

#[test]
fn answers_within_a_time_need_enough_servers() {
    // M/M/c at 480 of 500 a second waits long; with two servers hardly.
    let design = design("web:web-client peak=480 -> app:application-server capacity=500 service_time=2 slots=1");
    let p99 = |design: &Design| {
        let journeys = latency(design, &Query::default()).journeys;
        let within = |journey: &JourneyLatency| match journey.answer {
            Answer::Within(times) => times.p99,
            _ => f64::INFINITY,
        };
        journeys.iter().map(within).fold(0.0, f64::max)
    };
    let target = Target { latency: Some(p99(&design) / 4.0), ..Target::default() };
    let goal = Goal { target, ..Goal::default() };
    let plan = harden(&design, goal);
    assert!(plan.meets_all(), "{:?}", plan.left);
    assert!(!plan.steps.is_empty());
    let after = applied(&design, &plan);
    assert!(p99(&after) <= p99(&design) / 4.0);
    assert_eq!(plan.steps.last().unwrap().after.p99, Some(p99(&after)));
}

/// What of a design is missed, in words.
fn missed(fixture: &str) -> Vec<String> {
    let design = design(fixture);
    let plan = harden(&design, Goal { effort: 0, ..Goal::default() });
    plan.missed.iter().map(|gap| gap.in_words(&design)).collect()
}

#[test]
fn an_entry_and_an_endpoint_have_targets_of_their_own() {
    let shop =
        "web:web-client \"Web\" -> app:service \"App\" instances=2 -> db:relational-database \"DB\" availability=0.99
        cron:scheduler \"Nightly\" -> app
        endpoint list \"List\" path=/list handlers=app";
    let with = |asked: &str| missed(&format!("{shop} {asked}"));
    assert_eq!(with("target_availability=0.98"), [""; 0]);
    let endpoint = with("target_availability=0.999");
    assert_eq!(endpoint.len(), 1, "{endpoint:?}");
    assert!(endpoint[0].starts_with("List is answered 98.") && endpoint[0].ends_with("not 99.9000 %"), "{endpoint:?}");
    let slow = with("target_latency=0.1");
    assert!(slow.iter().all(|gap| gap.starts_with("List has a p99 of")) && !slow.is_empty(), "{slow:?}");
    let entry = missed(&shop.replace("\"Nightly\"", "\"Nightly\" target_recovery=5"));
    // The database is repaired, nothing takes over.
    assert!(entry.iter().any(|gap| gap.starts_with("without DB requests wait")), "{entry:?}");
    assert!(missed(&shop.replace("\"Nightly\"", "\"Nightly\" target_latency=60000")).is_empty());
}

#[test]
fn a_target_for_one_journey_is_met_without_mending_what_only_others_need() {
    let fixture = "web:web-client \"Web\" -> app:service instances=2 -> db:relational-database instances=2 failover=automatic takeover=5
        ops:web-client \"Ops\" target_recovery=60 -> admin:service \"Admin\"
        web -> pay:service \"Pay\"";
    let design = design(fixture);
    let plan = harden(&design, Goal::default());
    assert!(plan.meets_all(), "{:?}", plan.left);
    let subjects: Vec<String> = plan.steps.iter().map(|step| step.fix.subject.to_string()).collect();
    assert_eq!(subjects, ["admin"]);
}

#[test]
fn weaknesses_are_part_of_a_plan() {
    let plan = |fixture: &str| {
        let design = design(fixture);
        let plan = harden(&design, Goal { effort: 200, ..Goal::default() });
        assert!(plan.meets_all(), "{fixture}: {:?}", plan.left);
        assert!(is_good(&applied(&design, &plan), None), "{fixture}");
        plan.steps.iter().map(|step| step.fix.remedy.id()).collect::<Vec<_>>()
    };
    let sound = "web:web-client -> lb:load-balancer instances=2 -> app:service instances=2";
    let store = "db:relational-database instances=2 failover=automatic";
    assert_eq!(plan(&format!("{sound} -> {store} backed_up=false")), ["backups"]);
    assert_eq!(plan(&format!("{sound} -> {store} working_set=500")), ["memory"]);
    assert_eq!(plan(&format!("{sound} -> {store} stored=5000")), ["disk"]);
    let two = "web:web-client -> a:service \"Orders\" instances=2\nweb -> b:service \"Users\" instances=2";
    assert_eq!(plan(two), ["gateway"]);
    let limited = "web:web-client -> gw:api-gateway instances=2 -> app:service instances=2\noverride o \"load.no-rate-limit\" severity=warning";
    assert_eq!(plan(limited), ["rate-limit"]);
    assert_eq!(
        plan(&format!("{sound} -> {store} backed_up=false\nwaiver w \"Cache\" rule=failure.no-backup")),
        [""; 0]
    );
}

#[test]
fn a_target_leaves_out_what_it_does_not_hang_on() {
    let two = "web:web-client target_latency=5000 -> a:service \"Orders\"\nweb -> b:service \"Users\"";
    assert_eq!(missed(two), [""; 0]);
    let unsaved =
        "web:web-client target_recovery=86400 -> app:service -> db:relational-database \"DB\" backed_up=false";
    assert_eq!(missed(unsaved), ["DB has no backup"]);
}

#[test]
fn a_new_component_costs_what_its_kind_costs_here_and_unknown_prices_are_left_out() {
    let priced = "web:web-client -> app:service \"API\" price=100 -> db:relational-database price=300\n";
    let by_price = Goal { criterion: Criterion::Price, ..Goal::default() };
    let alone = harden(&design(priced), by_price.clone());
    assert!(alone.steps.iter().all(|step| step.fix.remedy != Remedy::BalancerPair), "nobody knows what one costs");
    let balanced = design(&format!("{priced}web -> lb:load-balancer price=1 -> other:service \"Other\" price=900"));
    let plan = harden(&balanced, by_price);
    let after = applied(&balanced, &plan);
    let priced = |item: &Item| item.kind().traits().entry || item.number(Property::Price).is_some();
    assert!(after.components().all(priced));
    assert_eq!(plan.cost, Criterion::Price.cost(&after).unwrap() - Criterion::Price.cost(&balanced).unwrap());
}

#[test]
fn how_sure_a_plan_is_names_what_it_was_chosen_from() {
    let design =
        design("web:web-client -> lb:load-balancer \"LB\" -> app:service \"API\" -> db:relational-database \"DB\"");
    let proved = harden(&design, Goal::default());
    let said = proved.proof_in_words();
    assert_eq!(
        said,
        format!("Proved: no choice among the {} fixes that help does so for less.", proved.considered.len())
    );
    let considered = proved.considered_in_words(&design);
    assert!(considered.contains(&"A standby with automatic failover: DB".to_owned()), "{considered:?}");
    let cut_short = harden(&design, Goal { effort: 5, ..Goal::default() });
    let Proof::Bound(least) = cut_short.proof else { panic!("{:?}", cut_short.proof) };
    assert!((0.0..=cut_short.cost).contains(&least), "what is added, not the cost of everything");
    assert!(cut_short.proof_in_words().contains("The cheapest choice costs"), "{}", cut_short.proof_in_words());
}

#[test]
fn by_price_the_cheaper_remedy_wins_and_a_missing_price_is_said() {
    let priced = "web:web-client -> lb:load-balancer price=5 -> app:application-server price=100 instances=2";
    let design = design(&format!("{priced} -> db:relational-database price=300"));
    let goal = Goal { criterion: Criterion::Price, ..Goal::default() };
    let plan = harden(&design, goal.clone());
    assert!(plan.meets_all());
    assert_eq!(plan.cost, 305.0);
    let unpriced = linchpin_testkit::design("web:web-client -> app:application-server");
    assert!(Harden::new(&unpriced, goal).is_none());
}

#[test]
fn a_plan_is_the_same_every_time_and_can_be_dropped_at_any_step() {
    let design = design("web:web-client -> lb:load-balancer -> app:service -> db:relational-database");
    let plan = || harden(&design, Goal::default());
    assert_eq!(plan(), plan());
    let mut search = Harden::new(&design, Goal::default()).unwrap();
    let mut before = 0.0;
    for _ in 0..7 {
        search.step();
        assert!((0.0..=1.0).contains(&search.progress()) && search.progress() >= before);
        before = search.progress();
    }
    drop(search);
}

#[test]
fn every_shipped_design_gets_a_plan_that_keeps_its_word() {
    for named in designs::all() {
        let wanted = Goal { effort: 50, ..Goal::default() };
        let plan = harden(&named.design, wanted.clone());
        let after = applied(&named.design, &plan);
        let asks = |item: &Item| TARGETS.iter().any(|target| item.number(*target).is_some());
        if plan.meets_all() && !named.design.items().any(asks) {
            assert!(is_good(&after, None), "{}", named.name);
        }
    }
}

#[test]
fn a_step_may_take_away_what_one_before_it_drew() {
    // The balancers take over the calls to the twin that the second zone brought.
    let design = design(
        "web:web-client -> a:application-server\n\
         web -> b:service\n\
         a -> b\n\
         zone z { b }",
    );
    let plan = harden(&design, Goal::default());
    assert!(plan.meets_all(), "{:?}", plan.left);
    applied(&design, &plan);
}

#[test]
fn nothing_to_do_and_nothing_to_do_it_with() {
    for fixture in ["", "a:service -> b:service", "web:web-client"] {
        let design = design(fixture);
        let plan = harden(&design, Goal::default());
        assert!(plan.steps.is_empty(), "{fixture}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn plans_for_random_systems_are_as_cheap_as_the_cheapest_set(fixture in systems(3, Said::Little)) {
        let design = design(&fixture);
        let plan = harden(&design, Goal::default());
        let fixes = every_fix(&design);
        if plan.meets_all() && plan.proof == Proof::Complete && fixes.len() < 14 {
            prop_assert!(is_good(&applied(&design, &plan), None));
            prop_assert_eq!(cheapest(&design, &fixes, None, plan.cost), Some(plan.cost));
        }
    }
}
