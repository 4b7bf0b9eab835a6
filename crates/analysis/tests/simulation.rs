//! Designs simulated: closed forms, what the analysis says, and what users expect of failures and overload.

use linchpin_analysis::{
    Answer, ComponentRun, ComponentState, Ending, Event, Experiment, JourneyPoint, JourneyRun, Outage, Query,
    SimulationReport, SimulationRun, TrafficClass, Unsimulable, analyse, latency,
};
use linchpin_catalog::Interaction;
use linchpin_document::Design;
use linchpin_queueing::Mmc;
use linchpin_testkit::{Said, design, id, systems};
use proptest::prelude::*;

fn run_of(design: &Design, experiment: &Experiment) -> SimulationReport {
    let mut run = SimulationRun::new(design, experiment).unwrap();
    run.finish();
    run.check().unwrap();
    run.report()
}

fn simulate(fixture: &str, experiment: &Experiment) -> SimulationReport {
    run_of(&design(fixture), experiment)
}

fn outage(event: Event, from: f64, to: f64) -> Outage {
    Outage { event, from, to: Some(to) }
}

fn component<'a>(report: &'a SimulationReport, name: &str) -> &'a ComponentRun {
    report.components.iter().find(|component| component.id == id(name)).unwrap()
}

/// Mean of a series over some seconds.
fn over(report: &SimulationReport, journey: &JourneyRun, from: f64, to: f64, what: fn(&JourneyPoint) -> f32) -> f64 {
    let points = (from / report.interval) as usize..(to / report.interval) as usize;
    let count = points.len() as f64;
    journey.series[points].iter().map(|point| f64::from(what(point))).sum::<f64>() / count
}

/// A client next door: the network takes half a millisecond there and back.
const NETWORK: f64 = 0.5;

#[test]
fn a_component_is_the_queue_its_properties_say() {
    // Four servers of 40 ms each carry 100 a second: M/M/4 at 80 %.
    let fixture = "web:web-client peak=80 read_share=1 -> s:service capacity=100 service_time=40 slots=100000";
    let truth = Mmc::new(80.0, 25.0, 4).unwrap();
    let mut inside = 0;
    for seed in 0..20 {
        let report = simulate(fixture, &Experiment { seed, ..Experiment::lasting(600.0) });
        let mean = report.journeys[0].mean.unwrap();
        inside += u32::from((mean.low..=mean.high).contains(&(truth.mean_response() * 1e3 + NETWORK)));
        assert!((component(&report, "s").utilisation - 0.8).abs() < 0.03);
    }
    assert!(inside >= 17, "{inside} of 20 intervals hold the true mean");
}

#[test]
fn a_chain_of_components_is_a_tandem_of_queues() {
    // Threads are plenty, so calls hold nothing that matters; departures of M/M/c are Poisson again.
    let fixture = "web:web-client peak=60 read_share=1 -> a:service capacity=100 service_time=20 slots=100000
        a -> b:service capacity=80 service_time=12.5 slots=100000";
    let truth = (Mmc::new(60.0, 50.0, 2).unwrap().mean_response() + Mmc::new(60.0, 80.0, 1).unwrap().mean_response())
        * 1e3
        + 2.0 * NETWORK;
    let mut inside = 0;
    for seed in 0..20 {
        let report = simulate(fixture, &Experiment { seed, ..Experiment::lasting(600.0) });
        let mean = report.journeys[0].mean.unwrap();
        inside += u32::from((mean.low..=mean.high).contains(&truth));
    }
    assert!(inside >= 17, "{inside} of 20 intervals hold the true mean");
}

#[test]
fn instances_behind_a_balancer_have_queues_of_their_own() {
    let fixture = "web:web-client peak=240 read_share=1 -> lb:load-balancer service_time=0 capacity=1000000
        lb -> s:service instances=3 capacity=100 service_time=10 slots=100000";
    let truth = Mmc::new(80.0, 100.0, 1).unwrap().mean_response() * 1e3 + 2.0 * NETWORK;
    let report = simulate(fixture, &Experiment::lasting(2000.0));
    let mean = report.journeys[0].mean.unwrap();
    assert!((mean.value / truth - 1.0).abs() < 0.05, "{mean:?} instead of {truth}");
}

#[test]
fn writes_take_more_of_a_store_and_are_answered_in_its_service_time() {
    // 200 reads of 1,000 and 30 writes of 100: half busy, hardly any waiting for ten servers.
    let fixture = "web:web-client peak=230 read_share=0.8695652173913043 -> s:service capacity=100000 service_time=0
        s -> db:relational-database read_capacity=1000 write_capacity=100 service_time=20 instances=1";
    let report = simulate(fixture, &Experiment::lasting(600.0));
    assert!((component(&report, "db").utilisation - 0.5).abs() < 0.02);
    let writes = report.journeys.iter().find(|journey| journey.class == TrafficClass::Write).unwrap();
    let mean = writes.mean.unwrap().value;
    assert!((20.0..26.0).contains(&mean), "{mean}");
}

#[test]
fn utilisation_and_rates_are_those_the_analysis_computes() {
    let fixtures = [
        "web:web-client peak=300 -> lb:load-balancer -> a:application-server instances=2
            lb -> b:application-server
            a -> c:cache hit_ratio=0.75
            b -> c
            a -> db:relational-database
            b -> db
            db -> db2:relational-database
            a -> db2
            b -> db2",
        "web:web-client peak=120 -> gw:api-gateway -> orders:service -> q:message-queue -> w:worker instances=4
            orders -> db:document-store [calls=2.5]
            gw -> users:service -> udb:relational-database
            w -> db
            w -> mail:external-service [when=share share=0.2]
            job:scheduler peak=5 read_share=0 -> w",
        "web:web-client peak=2000 -> cdn:cdn hit_ratio=0.6 -> lb:load-balancer -> s:service instances=3
            s -> e:event-stream -> x:worker instances=3 capacity=400
            e -> y:worker instances=2 capacity=300
            s -> store:object-storage [calls=0.5]",
    ];
    for fixture in fixtures {
        let design = design(fixture);
        let expected = analyse(&design, &Query::default());
        let report = run_of(&design, &Experiment::lasting(300.0));
        assert_eq!(report.ending, Some(Ending::Time), "{fixture}");
        for run in &report.components {
            let expected = expected.component(run.id).unwrap();
            let rate = expected.rate.total();
            // Four standard deviations of Poisson counts, doubled for what calls multiply.
            let close = |found: f64, expected: f64, share: f64| {
                (found - expected).abs() <= share * (8.0 * (expected / 300.0).sqrt() + 0.01 * expected)
            };
            assert!(close(run.throughput, rate, 1.0), "{}: {} instead of {rate}", run.id, run.throughput);
            let used = expected.utilisation.unwrap();
            let found = run.utilisation.max(run.held.unwrap_or(0.0));
            assert!(found <= used * 1.1 + 0.02 && found >= used * 0.85 - 0.02, "{}: {found} not {used}", run.id);
        }
    }
}

#[test]
fn while_the_only_store_is_down_every_request_fails_and_none_after() {
    let fixture = "web:web-client peak=50 -> s:service instances=2 -> db:relational-database";
    let outages = vec![outage(Event::Component(id("db")), 60.0, 120.0)];
    let report = simulate(fixture, &Experiment { outages, points: 180, warm_up: 0.0, ..Experiment::default() });
    for journey in &report.journeys {
        assert_eq!(over(&report, journey, 61.0, 119.0, |point| point.answered), 0.0);
        assert!(over(&report, journey, 61.0, 119.0, |point| point.failed) > 5.0);
        assert_eq!(over(&report, journey, 0.0, 59.0, |point| point.failed), 0.0);
        assert_eq!(over(&report, journey, 121.0, 180.0, |point| point.failed), 0.0);
        assert_eq!(journey.requests.failed, journey.requests.down);
    }
}

#[test]
fn a_zone_takes_down_what_stands_in_it_and_the_rest_serves() {
    let fixture = "web:web-client peak=100 -> lb:load-balancer managed=true -> s:service instances=3
        zone za \"A\" { }
        zone zb \"B\" { }
        region eu { za zb s lb }";
    let outages = vec![outage(Event::Domain(id("za")), 60.0, 120.0)];
    let report = simulate(fixture, &Experiment { outages, points: 180, warm_up: 0.0, ..Experiment::default() });
    let servers: Vec<u32> = component(&report, "s").series.iter().map(|point| point.servers).collect();
    assert_eq!(
        (servers[30], servers[90], servers[150]),
        (30, 10, 30),
        "instances 0 and 2 stand in A, ten servers each"
    );
    for journey in &report.journeys {
        assert_eq!(over(&report, journey, 61.0, 180.0, |point| point.failed), 0.0);
    }
}

#[test]
fn a_standby_serves_once_it_has_taken_over() {
    let fixture = "web:web-client peak=100 -> s:service -> db:relational-database failover=automatic takeover=20
        db -> standby:relational-database [interaction=standby]";
    let outages = vec![Outage { event: Event::Component(id("db")), from: 60.0, to: None }];
    let report = simulate(fixture, &Experiment { outages, points: 180, warm_up: 0.0, ..Experiment::default() });
    for journey in &report.journeys {
        assert_eq!(over(&report, journey, 61.0, 79.0, |point| point.answered), 0.0);
        assert_eq!(over(&report, journey, 81.0, 180.0, |point| point.failed), 0.0);
    }
    assert!(component(&report, "standby").throughput > 20.0);
}

#[test]
fn thousands_of_journeys_run_and_more_are_refused() {
    let endpoints = |count: usize| {
        let each =
            |number: usize| format!("endpoint e{number} \"E{number}\" method=post path=/e{number} handlers=s peak=1");
        let lines: Vec<String> = (0..count).map(each).collect();
        design(&format!("web:web-client peak=1 -> s:service capacity=100000 slots=100000\n{}", lines.join("\n")))
    };
    let report = run_of(&endpoints(3_000), &Experiment { points: 10, ..Experiment::lasting(2.0) });
    assert!(report.journeys.len() >= 3_000);
    let refused = SimulationRun::new(&endpoints(5_001), &Experiment::default()).unwrap_err();
    assert!(refused.to_string().contains("journeys"), "{refused}");
}

#[test]
fn each_connection_is_waited_for_as_long_as_it_says() {
    // Half of the requests go each way, and both take a second; only one is waited for that long.
    let fixture = "web:web-client peak=20 read_share=1 -> gw:api-gateway
        orders:service \"Orders\" service_time=1000 variation=0 capacity=1000
        users:service \"Users\" service_time=1000 variation=0 capacity=1000
        gw -> orders [timeout=200 retries=2]
        gw -> users";
    let requests = simulate(fixture, &Experiment::lasting(300.0)).journeys[0].requests;
    let share = requests.timed_out as f64 / requests.offered as f64;
    assert!((share - 0.5).abs() < 0.04, "{share}");
    // What is tried again is so at the same service.
    let tried = requests.retries as f64 / requests.timed_out as f64;
    assert!((tried - 2.0).abs() < 0.05, "{tried}");
}

#[test]
fn a_lost_cache_sends_every_read_to_the_store() {
    let fixture = "web:web-client peak=500 read_share=1 -> s:service capacity=5000
        s -> c:cache hit_ratio=0.9
        s -> db:relational-database read_capacity=400 slots=30";
    let calm = simulate(fixture, &Experiment::default());
    assert_eq!(calm.journeys[0].requests.failed, 0);
    let outages = vec![outage(Event::Component(id("c")), 60.0, 120.0)];
    let report = simulate(fixture, &Experiment { outages, warm_up: 0.0, points: 180, ..Experiment::default() });
    let db = &component(&report, "db").series;
    assert!(db[30].busy < 0.3 && db[110].busy == 2.0, "{:?} {:?}", db[30], db[110]);
    // 100 a second more than it can do, for a minute.
    assert!((f64::from(db[118].waiting) + 30.0) > 0.0);
    let journey = &report.journeys[0];
    assert!(over(&report, journey, 100.0, 119.0, |point| point.mean.unwrap_or(0.0)) > 2_000.0);
    assert!(journey.requests.degraded > 20_000);
}

#[test]
fn messages_wait_while_nobody_works_them_off_and_are_caught_up_with() {
    let fixture =
        "web:web-client peak=40 read_share=0 -> s:service -> q:message-queue -> w:worker capacity=100 instances=1";
    let outages = vec![outage(Event::Component(id("w")), 30.0, 90.0)];
    let report = simulate(fixture, &Experiment { outages, warm_up: 0.0, points: 180, ..Experiment::default() });
    let backlog = |second: usize| component(&report, "w").series[second].waiting;
    assert_eq!(report.journeys[0].requests.failed, 0, "the queue takes all");
    // 40 a second come for 60 s; then 60 a second are worked off beside them: 40 s.
    assert!((2_200.0..2_600.0).contains(&backlog(89)), "{}", backlog(89));
    assert!(backlog(110) > 800.0 && backlog(140) < 20.0, "{} {}", backlog(110), backlog(140));
    let messages = report.journeys[0].messages;
    assert_eq!(messages.failed, 0);
    assert!(messages.are_conserved() && messages.answered > 7_000);
}

#[test]
fn a_bounded_queue_sheds_what_it_cannot_hold() {
    let fixture = "web:web-client peak=200 read_share=1 -> s:service capacity=100 service_time=10 queue_limit=5";
    let report = simulate(fixture, &Experiment::lasting(300.0));
    let requests = report.journeys[0].requests;
    // M/M/1/6 at twice its capacity: half is lost, and nobody waits for more than five others.
    assert!((requests.full as f64 / requests.offered as f64 - 0.508).abs() < 0.01, "{requests:?}");
    assert_eq!(requests.failed, requests.full);
    assert!(report.journeys[0].mean.unwrap().value < 60.5);
}

#[test]
fn a_rate_limit_refuses_at_once() {
    let fixture = "web:web-client peak=200 read_share=1 -> gw:api-gateway rate_limit=50 -> s:service";
    let requests = simulate(fixture, &Experiment::lasting(100.0)).journeys[0].requests;
    assert!((requests.answered as f64 / 100.0 - 50.5).abs() < 0.2, "{requests:?}");
    assert_eq!(requests.failed, requests.limited);
}

/// A short outage; the store could catch up, but retries of what timed out keep it busy with work for nobody.
#[test]
fn retries_keep_an_overload_alive_and_a_breaker_ends_it() {
    let fixture = |more: &str| {
        format!(
            "web:web-client peak=80 read_share=1 -> s:service capacity=10000 slots=100000
            s -> db:relational-database read_capacity=100 service_time=10 slots=100000 [timeout=1000 retries=3{more}]"
        )
    };
    let design_of = |more: &str| design(&fixture(more));
    let change = |design: &Design| {
        let outages = vec![outage(Event::Component(id("s")), 0.0, 0.001)];
        run_of(design, &Experiment { outages, warm_up: 0.0, points: 180, ..Experiment::default() })
    };
    let calm = change(&design_of(""));
    assert_eq!(calm.journeys[0].requests.failed, 0, "without an overload nothing goes wrong");
    let burst = |more: &str| {
        let fixture = fixture(more).replace("peak=80", "peak=160 profile=burst off_peak=0.5 peak_length=0.25");
        simulate(&fixture, &Experiment { warm_up: 0.0, points: 180, ..Experiment::default() })
    };
    // A quarter of a minute at 160 %, from 45 s on. A minute later it is still not over.
    let storm = burst("");
    let late = over(&storm, &storm.journeys[0], 120.0, 180.0, |point| point.answered);
    assert!(late < 20.0, "{late} of 80 answered a second");
    let guarded = burst(" circuit_breaker=true");
    let late = over(&guarded, &guarded.journeys[0], 120.0, 180.0, |point| point.answered);
    assert!(late > 75.0, "{late} of 80 answered a second");
}

#[test]
fn instances_are_added_under_load_after_their_delay() {
    let fixture = "web:web-client peak=300 read_share=1 profile=burst off_peak=0.1 peak_length=10
        web -> s:service capacity=100 service_time=10 instances=1 max_instances=6 scale_at=0.7 scale_out_time=30";
    let report = simulate(fixture, &Experiment { duration: 400.0, points: 400, ..Experiment::default() });
    let servers: Vec<u32> = component(&report, "s").series.iter().map(|point| point.servers).collect();
    assert_eq!((servers[99], servers[120]), (1, 1), "ordered after 100 s, and not there before 130 s");
    assert!(servers[160] > 1 && servers[399] >= 4, "{servers:?}");
    assert!(component(&report, "s").series[399].waiting < 50.0);
}

/// The same stations, solved and simulated: what is computed rests on independence, so it is near, not equal.
#[test]
fn response_times_are_near_those_the_analysis_computes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    for template in ["single-server", "three-tier", "three-tier-hardened", "multi-region", "event-driven-orders"] {
        let text = std::fs::read_to_string(folder.join(format!("{template}.json"))).unwrap();
        let design = linchpin_format::file::read(&text).unwrap().design();
        let expected = latency(&design, &Query::default());
        let report = run_of(&design, &Experiment::lasting(120.0));
        for (expected, found) in expected.journeys.iter().zip(&report.journeys) {
            let Answer::Within(times) = expected.answer else { panic!("{template} has no answer times: {expected:?}") };
            let (mean, p99) = (found.mean.unwrap().value, found.p99.unwrap().value);
            assert!((mean / times.mean - 1.0).abs() < 0.1, "{template}: mean {mean}, not {}", times.mean);
            assert!((p99 / times.p99 - 1.0).abs() < 0.15, "{template}: p99 {p99}, not {}", times.p99);
        }
    }
}

#[test]
fn what_cannot_be_simulated_is_refused_with_the_reason() {
    let refused = |fixture: &str, experiment: Experiment| {
        SimulationRun::new(&design(fixture), &experiment).err().map(|error| error.to_string())
    };
    let refused_as = |fixture: &str, experiment: Experiment, why: &str| {
        let said = refused(fixture, experiment);
        assert!(said.as_ref().is_some_and(|said| said.contains(why)), "{said:?} instead of {why}");
    };
    let fixture = "web:web-client -> s:service";
    refused_as("s:service -> db:relational-database", Experiment::default(), "no client or scheduler");
    refused_as("web:web-client peak=0 -> s:service", Experiment::default(), "no client or scheduler");
    refused_as(fixture, Experiment { scale: f64::NAN, ..Experiment::default() }, "the scale");
    refused_as(fixture, Experiment { duration: f64::INFINITY, ..Experiment::default() }, "the duration");
    refused_as(fixture, Experiment { warm_up: 180.0, ..Experiment::default() }, "the warm-up");
    let failing = |event| Experiment { outages: vec![outage(event, 1.0, 2.0)], ..Experiment::default() };
    refused_as(fixture, failing(Event::Component(id("nobody"))), "nothing that can fail");
    refused_as(fixture, failing(Event::Component(id("web"))), "nothing that can fail");
    refused_as(fixture, failing(Event::Instance(id("s"), 1)), "nothing that can fail");
    refused_as(fixture, failing(Event::Provider(id("s"))), "nothing that can fail");
    let backwards = Experiment { outages: vec![outage(Event::Component(id("s")), 5.0, 2.0)], ..Experiment::default() };
    refused_as(fixture, backwards, "the end of a failure");
    refused_as("web:web-client -> s:service\ns -> t:service [calls=100000]", Experiment::default(), "calls");
    assert_eq!(refused(fixture, Experiment::default()), None);
}

#[test]
fn an_overload_ends_early_and_says_so() {
    let fixture = "web:web-client peak=1000 -> s:service capacity=10";
    let report = simulate(fixture, &Experiment { most_in_flight: 5_000, ..Experiment::default() });
    assert_eq!(report.ending, Some(Ending::InFlight));
    // Services that call each other without end.
    let circle = "web:web-client -> a:service -> b:service -> a";
    let report = simulate(circle, &Experiment { most_in_flight: 5_000, ..Experiment::default() });
    assert_eq!(report.ending, Some(Ending::InFlight));
}

#[test]
fn moments_tell_what_goes_where() {
    let fixture = "web:web-client peak=100 read_share=0.75 -> s:service -> db:relational-database [id=store]
        s -> q:message-queue [id=queue] -> w:worker [id=work]";
    let mut run = SimulationRun::new(&design(fixture), &Experiment::lasting(100.0)).unwrap();
    let mut last = 0.0;
    for second in 1..100 {
        while !run.advance_to(f64::from(second), 100) {}
        assert!(run.now() <= f64::from(second) && run.ending().is_none());
        let moment = run.moment();
        assert!(moment.share >= last && moment.share <= 1.0);
        last = moment.share;
        assert!(moment.journeys.iter().all(|counts| counts.are_conserved()));
    }
    assert_eq!(run.finish(), Ending::Time);
    let (moment, layout) = (run.moment(), run.layout());
    let along = |name: &str| {
        let at = layout.connections.iter().position(|connection| *connection == id(name)).unwrap();
        moment.connections[at].map(|count| count as f64 / 100.0)
    };
    let near = |found: f64, expected: f64| (found - expected).abs() < 2.5;
    let [reads, writes, messages] = along("store");
    assert!(near(reads, 75.0) && near(writes, 25.0) && messages == 0.0, "{reads} {writes} {messages}");
    let [reads, _, messages] = along("work");
    assert!(reads == 0.0 && near(messages, 25.0));
    assert_eq!(moment.components.len(), layout.components.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is drawn: it is refused with a reason or conserves its requests, the same in slices, and requests
    /// of classes that are up while something is down do not fail for want of anybody to answer.
    #[test]
    fn random_designs_conserve_requests_and_fail_as_the_structure_says(
        fixture in systems(7, Said::Little), seed in any::<u64>(), which in any::<prop::sample::Index>(),
    ) {
        // What the analysis takes for done at once or never takes its time in a run.
        let fixture = fixture.replace("needed=", "takeover=0 needed=").replace("failover=manual", "failover=none");
        let design = design(&fixture);
        let able: Vec<_> = design.components().filter(|item| !item.kind().traits().entry).map(|item| item.id).collect();
        prop_assume!(!able.is_empty());
        let failed = Event::Component(able[which.index(able.len())]);
        let experiment = Experiment {
            seed,
            duration: 10.0,
            warm_up: 0.0,
            points: 10,
            scale: 0.3,
            outages: vec![outage(failed, 2.0, 9.0)],
            most_in_flight: 20_000,
            most_events: 400_000,
            ..Experiment::default()
        };
        let Ok(mut run) = SimulationRun::new(&design, &experiment) else { return Ok(()) };
        let mut twin = run.clone();
        let ending = run.finish();
        while twin.advance(1_234).is_none() {
            prop_assert_eq!(twin.check(), Ok(()));
        }
        let report = run.report();
        prop_assert_eq!(&report, &twin.report());
        for journey in &report.journeys {
            prop_assert!(journey.requests.are_conserved() && journey.messages.are_conserved());
        }
        if ending == Ending::Time {
            let expected = analyse(&design, &Query { failed: vec![failed], ..Query::default() });
            for (said, found) in expected.journeys.iter().zip(&report.journeys) {
                let down = said.outcome == linchpin_analysis::Outcome::Down;
                // Five seconds into the failure what was under way has failed or been answered.
                prop_assert!(!down || found.series[7].answered == 0.0, "{:?} {:?}\n{}", said, found.series, fixture);
                // Where requests go round and round they are still under way when something fails.
                let up = said.outcome < linchpin_analysis::Outcome::PartlyDown;
                let calm = found.requests.in_flight < 10;
                // What answers some requests is sent them, though an alternative or a standby might answer all.
                let partly = expected.connections.iter().any(|connection| {
                    matches!(connection.interaction.value, Interaction::Standby | Interaction::Replication)
                }) || expected.components.iter().any(|component| component.state == ComponentState::PartlyDown);
                prop_assert!(!up || !calm || partly || found.series[7].failed == 0.0, "{:?} {:?}\n{}", said, found.series, fixture);
            }
        }
    }
}

#[test]
fn the_same_seed_is_the_same_run_and_another_is_not() {
    let design = design("web:web-client -> s:service -> db:relational-database");
    let run = |seed| run_of(&design, &Experiment { seed, duration: 20.0, warm_up: 1.0, ..Experiment::default() });
    assert_eq!(run(7), run(7));
    assert_ne!(run(7).journeys, run(8).journeys);
}

#[test]
fn reasons_are_values() {
    assert_eq!(SimulationRun::new(&Design::default(), &Experiment::default()).err(), Some(Unsimulable::NothingEnters));
}
