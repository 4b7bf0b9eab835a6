//! Latency against closed forms: what is known of queues and of sums, mixtures and maxima of exponential
//! times. Percentiles lie within 1 %, means within 0.1 %.

use libm::{exp, log, pow};
use linchpin_analysis::{Answer, JourneyLatency, LatencyReport, LatencyStep, Query, Times, TrafficClass, latency};
use linchpin_queueing::Mmc;
use linchpin_testkit::{Said, design, designs, id, systems};
use proptest::prelude::*;

/// Milliseconds there and back between components in no zone.
const WAY: f64 = 0.5;
const LEVELS: [f64; 4] = [0.5, 0.95, 0.99, 0.999];

fn asked(fixture: &str, scale: f64) -> LatencyReport {
    latency(&design(fixture), &Query { scale, ..Query::default() })
}

fn journey(fixture: &str) -> JourneyLatency {
    asked(fixture, 1.0).journeys.remove(0)
}

#[track_caller]
fn times(journey: &JourneyLatency) -> Times {
    match journey.answer {
        Answer::Within(times) => times,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance * expected.abs(), "{found} instead of {expected}");
}

/// Compares with a mean and a distribution function, beyond so many milliseconds that all take.
#[track_caller]
fn check(found: Times, constant: f64, mean: f64, below: impl Fn(f64) -> f64) {
    near(found.mean, constant + mean, 1e-3);
    for (level, found) in LEVELS.into_iter().zip([found.p50, found.p95, found.p99, found.p999]) {
        let (mut low, mut high) = (0.0, 1e9);
        for _ in 0..200 {
            let middle = (low + high) / 2.0;
            if below(middle) < level { low = middle } else { high = middle }
        }
        assert!((found - constant - low).abs() <= 0.01 * (constant + low), "{level}: {found}, not {}", constant + low);
    }
}

fn exponential(mean: f64) -> impl Fn(f64) -> f64 {
    move |time| 1.0 - exp(-time / mean)
}

/// A service that answers after an exponential time with this mean and is hardly ever busy.
fn idle(id: &str, mean: f64) -> String {
    format!("{id}:service capacity=1000000 slots=1000000000 service_time={mean}\n")
}

#[test]
fn one_server_answers_after_an_exponential_time() {
    // M/M/1 with 100 a second: the sojourn is exponential with 1 / (mu - lambda).
    for (rate, mean) in [(80.0, 50.0), (99.0, 1000.0), (10.0, 1000.0 / 90.0)] {
        let found = journey(&format!(
            "web:web-client peak={rate} read_share=1 -> s:service capacity=100 slots=1000000000 service_time=10"
        ));
        check(times(&found), WAY, mean, exponential(mean));
    }
}

#[test]
fn several_servers_answer_as_erlang_says() {
    // 10 servers of 50 a second each, as 500 a second of 20 ms are ten at once.
    let found = journey("web:web-client peak=475 read_share=1 -> s:service capacity=500 service_time=20 slots=1000000");
    let exact = Mmc::new(475.0, 50.0, 10).unwrap();
    check(times(&found), WAY, exact.mean_response() * 1e3, |time| 1.0 - exact.response_tail(time / 1e3));
}

#[test]
fn behind_a_balancer_every_instance_has_a_queue_and_consumers_share_one() {
    let report = asked(
        "web:web-client peak=300 read_share=0 -> lb:load-balancer -> s:service instances=4 capacity=100 service_time=10 slots=1000000
        s -> q:message-queue -> w:worker instances=4 capacity=100 service_time=10 slots=1000000",
        1.0,
    );
    let of = |name: &str| report.queues.iter().find(|queue| queue.component == id(name)).copied().unwrap();
    let (s, w) = (of("s"), of("w"));
    assert_eq!((s.queues, s.servers, w.queues, w.servers), (4, 1, 1, 4));
    near(s.waiting.unwrap(), Mmc::new(75.0, 100.0, 1).unwrap().mean_wait() * 1e3, 1e-9);
    near(w.waiting.unwrap(), Mmc::new(300.0, 100.0, 4).unwrap().mean_wait() * 1e3, 1e-9);
    near(w.waiting_share.unwrap(), Mmc::new(300.0, 100.0, 4).unwrap().waiting_probability(), 1e-9);
}

#[test]
fn slots_are_servers_for_as_long_as_they_are_held() {
    // Four slots, each held for 20 ms of its own, 0.5 ms and 79.5 ms: 40 a second.
    let report = asked(
        "web:web-client peak=30 read_share=1 -> s:service capacity=100000 slots=4 service_time=20
        s -> pay:external-service capacity=100000 service_time=79.5",
        1.0,
    );
    let queue = report.queues.iter().find(|queue| queue.component == id("s")).unwrap();
    assert_eq!(queue.servers, 4);
    near(queue.waiting.unwrap(), Mmc::new(30.0, 10.0, 4).unwrap().mean_wait() * 1e3, 1e-9);
}

#[test]
fn stations_one_after_the_other_add_up() {
    // Sojourns of 50 and 20 ms, one after the other: hypoexponential.
    let found = journey(
        "web:web-client peak=80 read_share=1 -> a:service capacity=100 slots=1000000000 service_time=10
        a -> b:service capacity=130 slots=1000000000 service_time=7.6923076923076925",
    );
    let below = |t: f64| 1.0 - (50.0 * exp(-t / 50.0) - 20.0 * exp(-t / 20.0)) / 30.0;
    check(times(&found), 2.0 * WAY, 70.0, below);
}

#[test]
fn calls_one_after_the_other_are_an_erlang_distribution() {
    for calls in [2_u32, 7, 20, 300] {
        let fixture = format!(
            "web:web-client peak=0.001 read_share=1 -> a:service capacity=1000 slots=1000000000 service_time=0
            {}a -> b [calls={calls}]",
            idle("b", 10.0)
        );
        // P(more than t) = sum of the first Poisson terms, by their logarithms.
        let below = |t: f64| {
            let mean = t / 10.0;
            let terms = (1..calls).scan(-mean, |term, k| {
                *term += log(mean / f64::from(k));
                Some(exp(*term))
            });
            1.0 - exp(-mean) - terms.sum::<f64>()
        };
        check(times(&journey(&fixture)), WAY * f64::from(calls + 1), 10.0 * f64::from(calls), below);
    }
}

#[test]
fn of_calls_made_at_once_the_slowest_counts() {
    let fixture = |calls: &str| {
        format!(
            "web:web-client peak=0.001 read_share=1 -> s:service capacity=1000 slots=1000000000 service_time=0
            {}{}s -> a [group=both{calls}]
            s -> b [group=both{calls}]",
            idle("a", 100.0),
            idle("b", 100.0)
        )
    };
    // Of n exponential times the slowest takes H(n) of their mean.
    let below = |n: f64| move |t: f64| pow(1.0 - exp(-t / 100.0), n);
    check(times(&journey(&fixture(""))), 2.0 * WAY, 150.0, below(2.0));
    let six: f64 = (1..=6).map(|k| 100.0 / f64::from(k)).sum();
    check(times(&journey(&fixture(" calls=3"))), 2.0 * WAY, six, below(6.0));
}

/// A service that takes this long by itself, and calls a and b at once, then c.
fn two_at_once(own: f64, [a, b, c]: [f64; 3]) -> String {
    format!(
        "web:web-client peak=0.001 read_share=1 -> s:service capacity=1000 slots=1000000000 service_time={own}
        {}{}{}s -> a [group=x]
        s -> b [group=x]
        s -> c",
        idle("a", a),
        idle("b", b),
        idle("c", c)
    )
}

#[test]
fn groups_are_made_one_after_the_other() {
    let found = journey(&two_at_once(0.0, [100.0, 50.0, 40.0]));
    // E[max] = 100 + 50 - 1 / (1 / 100 + 1 / 50).
    near(times(&found).mean, 3.0 * WAY + 150.0 - 100.0 / 3.0 + 40.0, 1e-3);
}

#[test]
fn misses_are_mixed_in() {
    let fixture = "web:web-client peak=0.001 read_share=1 -> s:service capacity=1000 slots=1000000000 service_time=0
        s -> redis:cache hit_ratio=0.9 service_time=1
        s -> db:relational-database service_time=50 read_capacity=100000 slots=100000000";
    // Always one exponential ms; one in ten 50 ms more, and the way there.
    let hypo = |t: f64| if t <= 0.0 { 0.0 } else { 1.0 - (50.0 * exp(-t / 50.0) - exp(-t)) / 49.0 };
    let below = |t: f64| 0.9 * exponential(1.0)(t) + 0.1 * hypo(t - WAY);
    check(times(&journey(fixture)), 2.0 * WAY, 1.0 + 0.1 * 50.5, below);
}

#[test]
fn two_things_a_miss_needs_are_needed_together() {
    let fixture = "web:web-client peak=0.001 read_share=1 -> s:service capacity=1000 slots=1000000000 service_time=0
        s -> redis:cache hit_ratio=0.5 service_time=0
        s -> a:relational-database \"Orders\" service_time=50 read_capacity=100000 slots=100000000
        s -> b:document-store \"Users\" service_time=50 read_capacity=100000 slots=100000000";
    // Half of all: two times 50 ms, an Erlang distribution; not each in half of all.
    let erlang = |t: f64| if t <= 0.0 { 0.0 } else { 1.0 - exp(-t / 50.0) * (1.0 + t / 50.0) };
    let found = times(&journey(fixture));
    near(found.mean, 2.0 * WAY + 0.5 * (100.0 + 2.0 * WAY), 1e-3);
    for (found, level) in [(found.p95, 0.95), (found.p99, 0.99), (found.p999, 0.999)] {
        near(0.5 + 0.5 * erlang(found - 4.0 * WAY), level, 1e-3);
    }
}

#[test]
fn alternatives_are_mixed_and_routes_too() {
    let fixture = format!(
        "web:web-client peak=0.001 read_share=1 -> gw:api-gateway capacity=100000 service_time=0
        {}{}gw -> a \"Orders\"
        gw -> b \"Users\"",
        idle("a", 10.0).replace(":service", ":service \"Orders\""),
        idle("b", 100.0).replace(":service", ":service \"Users\"")
    );
    let fixture = fixture.replace("gw -> a \"Orders\"", "gw -> a").replace("gw -> b \"Users\"", "gw -> b");
    let below = |t: f64| 0.5 * exponential(10.0)(t) + 0.5 * exponential(100.0)(t);
    check(times(&journey(&fixture)), 2.0 * WAY, 55.0, below);
    // What is not served is not answered: the others go where somebody is.
    let lost = Query { failed: vec![linchpin_analysis::Event::Component(id("b"))], ..Query::default() };
    let report = latency(&design(&fixture), &lost);
    check(times(&report.journeys[0]), 2.0 * WAY, 10.0, exponential(10.0));
}

#[test]
fn a_call_some_requests_make_is_mixed_in() {
    let fixture = format!(
        "web:web-client peak=0.001 read_share=1 -> s:service capacity=1000 slots=1000000000 service_time=0
        {}s -> a [when=share share=0.25]",
        idle("a", 100.0)
    );
    let below = |t: f64| 0.75 + 0.25 * exponential(100.0)(t - WAY);
    let found = times(&journey(&fixture));
    near(found.mean, WAY + 0.25 * (100.0 + WAY), 1e-3);
    near(below(found.p99 - WAY), 0.99, 1e-3);
    near(found.p50, WAY, 1e-9);
}

#[test]
fn service_times_that_never_vary_wait_half_as_long() {
    // M/D/1 at 80 %: rho S / (2 (1 - rho)) = 20 ms, Pollaczek and Khinchine.
    let found = journey(
        "web:web-client peak=80 read_share=1 -> s:service capacity=100 slots=1000000000 service_time=10 variation=0",
    );
    near(times(&found).mean, WAY + 10.0 + 20.0, 1e-3);
}

#[test]
fn nobody_waits_for_work_handed_over() {
    let found = journey(
        "web:web-client peak=1 read_share=0 -> s:service service_time=20 variation=0
        s -> q:message-queue service_time=5 variation=0 -> w:worker service_time=3000",
    );
    near(times(&found).mean, 20.0 + 5.0 + 2.0 * WAY, 1e-6);
    near(times(&found).p999, 20.0 + 5.0 + 2.0 * WAY, 1e-6);
}

#[test]
fn circles_are_followed_round_after_round() {
    // Of all requests to A and B, half go round again: A = 10 + 0.5 + B, B = 20 + (A + 0.5) / 2.
    let fixture = "web:web-client peak=0.001 read_share=1 -> a:service capacity=100000 slots=100000000 service_time=10 -> b:service capacity=100000 slots=100000000 service_time=20
        b -> a [when=share share=0.5]";
    let found = times(&journey(fixture));
    near(found.mean, WAY + 2.0 * (30.0 + 1.5 * WAY), 1e-3);
    assert!(!found.at_least);
    // Nearly endless: bounded work, and it says so.
    let found = times(&journey(&fixture.replace("share=0.5", "share=0.9999")));
    assert!(found.at_least && found.mean > 1000.0);
}

#[test]
fn overload_has_no_mean_and_says_where_and_when() {
    let fixture = "web:web-client peak=100 read_share=0.5 -> s:service capacity=400 -> db:relational-database read_capacity=1000 write_capacity=80";
    let report = asked(fixture, 2.0);
    // 100 reads of 1,000 and 100 writes of 80: half of it at today's peak, 0.675.
    for journey in &report.journeys {
        let Answer::Unbounded(limit) = journey.answer else { panic!("{journey:?}") };
        assert_eq!((limit.component, journey.limit), (id("db"), Some(limit)));
        near(limit.multiple, 1.0 / 0.675, 1e-9);
        assert!(journey.steps.is_empty());
    }
    let today = asked(fixture, 1.0);
    assert_eq!(today.journeys[0].limit.unwrap().component, id("db"));
    assert!(times(&today.journeys[0]).p50 > 0.0);
    assert!(report.queues.iter().find(|queue| queue.component == id("db")).unwrap().waiting.is_none());
    // Exactly full is full, however it is rounded: two thirds of 100 a second, of 100 / 1.5.
    let rounded = "web:web-client peak=100 read_share=1 -> lb:load-balancer
        lb -> a:worker capacity=33.333333333333336 instances=2 [pool=x]
        lb -> b:worker [pool=x]";
    assert!(matches!(journey(rounded).answer, Answer::Unbounded(_)));
    assert!(matches!(journey("web:web-client peak=100 -> s:service capacity=100").answer, Answer::Unbounded(_)));
}

#[test]
fn requests_that_multiply_without_end_are_never_answered_in_time() {
    let found = journey("web:web-client peak=1 read_share=1 -> a:service -> b:service -> a");
    let Answer::Unbounded(limit) = found.answer else { panic!("{found:?}") };
    near(limit.multiple, 0.0, 0.0);
}

#[test]
fn what_is_down_is_not_answered() {
    let fixture = "web:web-client peak=1 read_share=1 -> s:service";
    let lost = Query { failed: vec![linchpin_analysis::Event::Component(id("s"))], ..Query::default() };
    assert_eq!(latency(&design(fixture), &lost).journeys[0].answer, Answer::Unanswered);
}

#[test]
fn targets_are_judged_by_the_p99() {
    // p99 of an exponential time with 50 ms: 230.26 ms and the way.
    let fixture = "web:web-client peak=80 read_share=0.5 target_latency=231 -> s:service capacity=100 slots=1000000000 service_time=10";
    let report = asked(fixture, 1.0);
    assert_eq!(
        report.journeys.iter().map(|journey| journey.class).collect::<Vec<_>>(),
        [TrafficClass::Read, TrafficClass::Write]
    );
    let target = report.journeys[0].target.unwrap();
    assert_eq!((target.met, target.asked_by), (true, id("web")));
    near(target.left.unwrap() + times(&report.journeys[0]).p99, 231.0, 1e-12);
    let missed = journey(&fixture.replace("=231", "=225")).target.unwrap();
    assert!(!missed.met && missed.left.unwrap() < -4.0);
    let missed = asked(&fixture.replace("=231", "=225"), 1.0).findings;
    assert_eq!(missed.len(), 2);
    assert_eq!(
        (missed[0].rule.as_ref(), missed[0].subjects.as_slice()),
        ("load.latency-target", &[id("web"), id("s")][..])
    );
    assert!(missed[0].explanation.starts_with("The p99 is 231 ms; 225 ms are asked for."), "{}", missed[0].explanation);
    assert!(report.findings.is_empty());
    let overloaded = asked(fixture, 2.0).journeys[0].target.unwrap();
    assert!(!overloaded.met && overloaded.left.is_none());
}

#[test]
fn endpoints_have_times_and_targets_of_their_own() {
    let fixture = format!(
        "web:web-client peak=0.002 target_latency=100 -> gw:api-gateway capacity=100000 service_time=0
        {}{}gw -> a
        gw -> b
        endpoint fast \"Fast\" method=get handlers=a peak=0.001 target_latency=60
        endpoint slow \"Slow\" method=get handlers=b peak=0.001",
        idle("a", 10.0),
        idle("b", 100.0)
    );
    let report = asked(&fixture, 1.0);
    let of = |name: &str| report.journeys.iter().find(|journey| journey.endpoint == Some(id(name))).unwrap();
    check(times(of("fast")), 2.0 * WAY, 10.0, exponential(10.0));
    check(times(of("slow")), 2.0 * WAY, 100.0, exponential(100.0));
    let target = |name: &str| of(name).target.map(|target| (target.asked_by, target.met)).unwrap();
    assert_eq!((target("fast"), target("slow")), ((id("fast"), true), (id("web"), false)));
}

#[test]
fn the_waterfall_adds_up_to_the_mean() {
    let found = journey(
        "web:web-client peak=80 read_share=1 -> s:service capacity=100 slots=1000000000 service_time=10
        s -> redis:cache hit_ratio=0.8 service_time=1
        s -> db:relational-database service_time=20 read_capacity=100000 slots=100000000",
    );
    let mean = times(&found).mean;
    let names: Vec<String> = found.steps.iter().map(|step| step.component.to_string()).collect();
    assert_eq!(names, ["web", "s", "redis", "db"]);
    assert_eq!(found.steps.iter().map(|step| step.depth).collect::<Vec<_>>(), [0, 1, 2, 2]);
    let s = found.steps[1];
    near(s.waiting, 40.0, 1e-9);
    near(s.service, 10.0, 1e-9);
    near(s.network, WAY, 1e-9);
    let db = found.steps[3];
    near(db.calls, 0.2, 1e-9);
    near(db.service, 4.0, 1e-9);
    near(db.start, WAY + 50.0 + WAY + 1.0, 1e-3);
    near(db.end, mean, 1e-3);
    near(found.steps.iter().map(|step| step.share).sum::<f64>(), 1.0, 1e-3);
}

#[test]
fn the_waterfall_starts_what_is_made_at_once_together() {
    let found = journey(&two_at_once(5.0, [100.0, 50.0, 40.0]));
    let step = |name: &str| found.steps.iter().find(|step| step.component == id(name)).copied().unwrap();
    near(step("a").start, step("b").start, 0.0);
    near(step("a").end - step("a").start, 100.0 + WAY, 1e-3);
    near(step("c").start, 5.0 + WAY + WAY + 150.0 - 100.0 / 3.0, 1e-3);
}

#[test]
fn a_design_of_many_journeys_tells_few_steps_of_each() {
    let fixture: String =
        (0..800).map(|n| format!("web{n}:web-client peak=0.01 read_share=1 -> s\n")).collect::<String>()
            + "s:service -> db:relational-database";
    let report = asked(&fixture, 1.0);
    let steps: usize = report.journeys.iter().map(|journey| journey.steps.len()).sum();
    assert!((2 * 800..=LatencyReport::MOST_STEPS_IN_ALL).contains(&steps), "{steps}");
}

/// Times that exist are finite, in order and within the limits told.
fn is_sound(report: &LatencyReport, scale: f64) -> Result<(), TestCaseError> {
    for journey in &report.journeys {
        let Answer::Within(Times { mean, p50, p95, p99, p999, .. }) = journey.answer else { continue };
        let times = [0.0, p50, p95, p99, p999];
        prop_assert!(times.windows(2).all(|pair| pair[0] <= pair[1] * (1.0 + 1e-9)), "{times:?}");
        prop_assert!(mean.is_finite() && mean >= 0.0 && p999.is_finite());
        prop_assert!(journey.limit.is_none_or(|limit| limit.multiple > scale));
        let inside = |step: &LatencyStep| step.start <= step.end && step.end <= mean * 1.01 + 1e-6;
        prop_assert!(journey.steps.iter().all(inside), "{mean}: {:?}", journey.steps);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_drawing_has_times_in_order_or_none(design in designs(40), scale in 1e-9..1e9) {
        is_sound(&latency(&design, &Query { scale, ..Query::default() }), scale)?;
    }

    #[test]
    fn any_system_has_times_in_order_or_none(
        fixture in systems(12, Said::Everything),
        scale in prop_oneof![Just(1.0), Just(1e-3), 0.5..20.0],
    ) {
        is_sound(&asked(&fixture, scale), scale)?;
    }
}
