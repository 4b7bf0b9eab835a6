//! Load against cases solved by hand; the arithmetic stands beside each.

use linchpin_analysis::{Event, Query, Rate, Report, Resource, analyse};
use linchpin_testkit::{design, id};

fn asked(fixture: &str, failed: &[Event]) -> Report {
    analyse(&design(fixture), &Query { failed: failed.to_vec(), ..Query::default() })
}

fn rate(report: &Report, component: &str) -> Rate {
    report.component(id(component)).unwrap().rate
}

fn used(report: &Report, component: &str) -> f64 {
    report.component(id(component)).unwrap().utilisation.unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} instead of {expected}");
}

#[track_caller]
fn check_rate(report: &Report, component: &str, read: f64, write: f64) {
    near(rate(report, component).read, read);
    near(rate(report, component).write, write);
}

#[test]
fn a_pool_shares_by_instances_and_a_store_adds_reads_to_writes() {
    let report = asked(
        "web:web-client peak=900 read_share=0.8 -> lb:load-balancer capacity=20000
        lb -> a:application-server capacity=500
        lb -> b:application-server capacity=500 instances=2
        a -> db:relational-database read_capacity=5000 write_capacity=1000
        b -> db",
        &[],
    );
    // One instance of three: 300 of 900, 80 % of them reads.
    check_rate(&report, "a", 240.0, 60.0);
    check_rate(&report, "b", 480.0, 120.0);
    near(used(&report, "a"), 300.0 / 500.0);
    near(used(&report, "b"), 600.0 / 1000.0);
    // 720 reads of 5,000 and 180 writes of 1,000 on one machine.
    near(used(&report, "db"), 0.144 + 0.18);
    near(used(&report, "lb"), 900.0 / 20_000.0);
    let rungs: Vec<(String, f64)> =
        report.ladder.iter().map(|rung| (rung.component.to_string(), rung.multiple)).collect();
    assert_eq!(rungs.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["a", "b", "db", "lb"]);
    near(rungs[0].1, 1.0 / 0.6);
    near(rungs[2].1, 1.0 / 0.324);
    assert_eq!(report.ladder[2].resource, Resource::Writes);
    assert_eq!(report.bottleneck, Some(id("a")));
}

#[test]
fn utilisation_is_at_the_scale_asked_and_the_ladder_at_todays() {
    let fixture = "web:web-client peak=100 -> s:service capacity=400";
    let report = analyse(&design(fixture), &Query { scale: 3.0, ..Query::default() });
    near(used(&report, "s"), 0.75);
    near(report.ladder[0].multiple, 4.0);
    near(report.system.peak, 100.0);
}

#[test]
fn a_look_aside_cache_takes_its_hits_off_the_store() {
    let fixture = "web:web-client peak=1000 read_share=0.9 -> s:service
        s -> redis:cache hit_ratio=0.8 instances=4
        s -> db:relational-database read_capacity=5000 write_capacity=1000";
    // 900 reads x (1 - 0.8) reach the store, and every write.
    check_rate(&asked(fixture, &[]), "db", 180.0, 100.0);
    check_rate(&asked(fixture, &[]), "redis", 900.0, 100.0);
    // One of four unreplicated instances lost: 0.8 x 3/4 = 0.6 answered.
    check_rate(&asked(fixture, &[Event::Instance(id("redis"), 2)]), "db", 360.0, 100.0);
    // None left: everything reaches the store; each call to the cache is refused.
    let lost = asked(fixture, &[Event::Component(id("redis"))]);
    check_rate(&lost, "db", 900.0, 100.0);
    check_rate(&lost, "redis", 0.0, 0.0);
}

#[test]
fn in_line_caches_pass_on_their_misses() {
    let report = asked(
        "web:web-client peak=1000 read_share=0.9 -> cdn:cdn hit_ratio=0.9 -> lb:load-balancer -> s:service
        s -> mem:cache hit_ratio=0.5 -> db:relational-database",
        &[],
    );
    // CDN: 900 x 0.1 reads and all 100 writes; then half of the reads that come.
    check_rate(&report, "lb", 90.0, 100.0);
    check_rate(&report, "db", 45.0, 100.0);
}

#[test]
fn calls_and_shares_multiply() {
    let report = asked(
        "web:web-client peak=100 read_share=1 -> s:service
        s -> a:service [calls=3]
        a -> b:service [when=share share=0.25 calls=2]
        s -> w:service [asks=write]",
        &[],
    );
    check_rate(&report, "a", 300.0, 0.0);
    // 300 x 0.25 x 2.
    check_rate(&report, "b", 150.0, 0.0);
    check_rate(&report, "w", 0.0, 100.0);
}

#[test]
fn forwarders_split_evenly_over_distinct_targets() {
    let report = asked(
        "web:web-client peak=90 read_share=1 -> gw:api-gateway
        gw -> a:service \"Orders\"
        gw -> b:service \"Users\"
        gw -> c:service \"Carts\" [when=always]",
        &[],
    );
    check_rate(&report, "a", 45.0, 0.0);
    check_rate(&report, "b", 45.0, 0.0);
    check_rate(&report, "c", 90.0, 0.0);
}

#[test]
fn a_cycle_is_solved() {
    let report = asked(
        "web:web-client peak=100 read_share=1 -> a:service -> b:service
        b -> a [when=share share=0.5]",
        &[],
    );
    // A = 100 + B / 2 and B = A, so A = 200.
    check_rate(&report, "a", 200.0, 0.0);
    check_rate(&report, "b", 200.0, 0.0);
    assert!(report.findings.iter().all(|finding| finding.rule != "load.request-loop"));
}

#[test]
fn two_cycles_through_one_service_are_solved_together() {
    let report = asked(
        "web:web-client peak=70 read_share=1 -> a:service
        a -> b:service [calls=2]
        b -> a [when=share share=0.1]
        b -> c:service -> a [when=share share=0.05]",
        &[],
    );
    // A = 70 + 0.1 B + 0.05 C, B = 2 A, C = B: A = 70 + 0.3 A, so A = 100.
    check_rate(&report, "a", 100.0, 0.0);
    check_rate(&report, "c", 200.0, 0.0);
}

#[test]
fn a_long_cycle_is_solved_too() {
    // 400 services in a ring; of what the last gets, half goes round again: 100 / (1 - 0.5).
    let mut fixture = "web:web-client peak=100 read_share=1 -> s0:service\n".to_owned();
    for index in 1..400 {
        fixture += &format!("s{} -> s{index}:service\n", index - 1);
    }
    fixture += "s399 -> s0 [when=share share=0.5]";
    let report = asked(&fixture, &[]);
    check_rate(&report, "s0", 200.0, 0.0);
    check_rate(&report, "s399", 200.0, 0.0);
}

#[test]
fn a_loop_without_end_is_reported_where_it_is_and_the_rest_has_rates() {
    let report = asked(
        "web:web-client peak=100 read_share=1 -> a:service -> b:service -> a
        b -> db:relational-database [calls=2]",
        &[],
    );
    let found: Vec<_> = report.findings.iter().filter(|finding| finding.rule == "load.request-loop").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].subjects, [id("a"), id("b")]);
    assert_eq!(found[0].witness, [id("a"), id("a-b"), id("b"), id("b-a")]);
    // Counted once round.
    check_rate(&report, "a", 100.0, 0.0);
    check_rate(&report, "db", 200.0, 0.0);
}

#[test]
fn replicas_take_the_reads_and_carry_the_writes() {
    let fixture = "web:web-client peak=1000 read_share=0.8 -> s:service
        s -> p:relational-database read_capacity=5000 write_capacity=1000
        s -> r1:relational-database read_capacity=5000 write_capacity=1000
        s -> r2:relational-database
        p -> r1
        p -> r2";
    let report = asked(fixture, &[]);
    // The primary is read only when no replica can be; each replica carries all 200 writes.
    check_rate(&report, "p", 0.0, 200.0);
    check_rate(&report, "r1", 400.0, 200.0);
    near(used(&report, "r1"), 400.0 / 5000.0 + 0.2);
    near(report.connection(id("p-r1")).unwrap().rate.write, 200.0);
    let one_lost = asked(fixture, &[Event::Component(id("r1"))]);
    check_rate(&one_lost, "r2", 800.0, 200.0);
    let both_lost = asked(fixture, &[Event::Component(id("r1")), Event::Component(id("r2"))]);
    check_rate(&both_lost, "p", 800.0, 200.0);
}

#[test]
fn a_chain_of_replicas_carries_every_write_once() {
    let report = asked(
        "web:web-client peak=100 read_share=0 -> s:service -> p:relational-database -> a:relational-database
        p -> b:relational-database -> c:relational-database
        a -> c",
        &[],
    );
    check_rate(&report, "c", 0.0, 100.0);
}

#[test]
fn writes_scale_with_shards_only_and_the_hottest_decides() {
    let fixture = |more: &str| {
        format!(
            "web:web-client peak=1000 read_share=0.5 -> db:document-store read_capacity=1000 write_capacity=500 {more}"
        )
    };
    // 500 reads of 1,000 and 500 writes of 500.
    near(used(&asked(&fixture(""), &[]), "db"), 0.5 + 1.0);
    // Two instances read twice as much, and write no more.
    near(used(&asked(&fixture("instances=2"), &[]), "db"), 0.25 + 1.0);
    near(used(&asked(&fixture("instances=2 shards=4"), &[]), "db"), 0.25 + 0.25);
    // The hottest of four shards has twice the average load.
    near(used(&asked(&fixture("instances=2 shards=4 skew=2"), &[]), "db"), 1.0);
    // It cannot have more than everything.
    near(used(&asked(&fixture("skew=9"), &[]), "db"), 1.5);
}

#[test]
fn weights_follow_ceilings_when_asked_to() {
    let fixture = "web:web-client peak=100 read_share=1 -> lb:load-balancer
        lb -> a:application-server capacity=300 [weight=weighted]
        lb -> b:application-server capacity=100 [weight=weighted]";
    let report = asked(fixture, &[]);
    check_rate(&report, "a", 75.0, 0.0);
    check_rate(&report, "b", 25.0, 0.0);
}

#[test]
fn later_tiers_wait_until_earlier_ones_cannot_meet_the_pool() {
    let fixture = "web:web-client peak=100 read_share=1 -> lb:load-balancer
        lb -> a:application-server
        lb -> b:application-server
        lb -> c:application-server [priority=1]";
    check_rate(&asked(fixture, &[]), "c", 0.0, 0.0);
    check_rate(&asked(fixture, &[Event::Component(id("a"))]), "b", 100.0, 0.0);
    check_rate(&asked(fixture, &[Event::Component(id("a"))]), "c", 0.0, 0.0);
    let both = asked(fixture, &[Event::Component(id("a")), Event::Component(id("b"))]);
    check_rate(&both, "c", 100.0, 0.0);
}

#[test]
fn attempts_multiply_only_at_what_is_down() {
    let fixture = |more: &str| {
        format!(
            "web:web-client peak=100 read_share=1 -> s:service
            s -> ads:service [dependency=soft retries=3{more}]"
        )
    };
    let called = |report: &Report| report.connection(id("s-ads")).unwrap().rate.read;
    near(called(&asked(&fixture(""), &[])), 100.0);
    let lost = asked(&fixture(""), &[Event::Component(id("ads"))]);
    near(called(&lost), 400.0);
    check_rate(&lost, "ads", 0.0, 0.0);
    near(called(&asked(&fixture(" circuit_breaker=true"), &[Event::Component(id("ads"))])), 100.0);
}

#[test]
fn load_stops_at_what_is_down() {
    let fixture = "web:web-client peak=100 -> lb:load-balancer -> s:service -> db:relational-database";
    let lost = asked(fixture, &[Event::Component(id("db"))]);
    for component in ["lb", "s", "db"] {
        check_rate(&lost, component, 0.0, 0.0);
    }
}

#[test]
fn queues_take_writes_and_give_each_message_to_one_consumer() {
    let fixture = "web:web-client peak=100 read_share=0.7 -> s:service -> q:message-queue
        q -> w1:worker
        q -> w2:worker
        w1 -> db:relational-database
        w2 -> db";
    let report = asked(fixture, &[]);
    near(rate(&report, "q").total(), 30.0);
    near(rate(&report, "w1").total(), 15.0);
    // What a message asks of a store is a write.
    check_rate(&report, "db", 0.0, 30.0);
    let alone = asked(fixture, &[Event::Component(id("w1"))]);
    near(rate(&alone, "w2").total(), 30.0);
}

#[test]
fn without_writes_queues_take_everything_and_streams_give_everyone_everything() {
    let report = asked(
        "d:device peak=100 read_share=1 -> s:service -> q:event-stream
        q -> a:worker
        q -> b:worker
        b -> db:document-store [when=read]",
        &[],
    );
    near(rate(&report, "q").total(), 100.0);
    near(rate(&report, "a").total(), 100.0);
    near(rate(&report, "b").total(), 100.0);
    check_rate(&report, "db", 100.0, 0.0);
}

#[test]
fn a_standby_gets_load_only_when_it_takes_over() {
    let fixture = "web:web-client peak=100 read_share=1 -> lb:load-balancer -> s:service
        lb2:load-balancer -> s
        lb -> lb2";
    check_rate(&asked(fixture, &[]), "lb2", 0.0, 0.0);
    let over = asked(fixture, &[Event::Component(id("lb"))]);
    check_rate(&over, "lb2", 100.0, 0.0);
    check_rate(&over, "s", 100.0, 0.0);
}

#[test]
fn entries_add_up() {
    let report = asked(
        "web:web-client peak=100 read_share=1 -> s:service
        app:mobile-client peak=50 read_share=0 -> s
        cron:scheduler peak=5 read_share=0.6 -> s",
        &[],
    );
    check_rate(&report, "s", 103.0, 52.0);
    near(report.system.peak, 155.0);
}

fn bound_by(report: &Report, component: &str) -> Resource {
    report.component(id(component)).unwrap().bound_by.unwrap()
}

#[test]
fn a_slow_callee_exhausts_its_callers() {
    let fixture = "web:web-client peak=100 read_share=1 -> gw:api-gateway slots=1000 service_time=1
        gw -> api:service \"API\" capacity=1000 slots=200 service_time=20
        api -> pay:external-service \"Payments\" capacity=1000 service_time=3000";
    let report = asked(fixture, &[]);
    // Held: 20 ms of its own, 0.5 ms on the way, 3 s at the provider; a hundred a second.
    near(used(&report, "api"), 100.0 * 3.0205 / 200.0);
    near(used(&report, "gw"), 100.0 * (0.001 + 0.0005 + 3.0205) / 1000.0);
    assert_eq!((bound_by(&report, "api"), bound_by(&report, "pay")), (Resource::Concurrency, Resource::Throughput));
    assert_eq!((report.ladder[0].component, report.ladder[0].resource), (id("api"), Resource::Concurrency));
    near(report.ladder[0].multiple, 1.0 / 1.51025);
    let found = report.findings.iter().find(|finding| finding.rule == "load.saturation").unwrap();
    assert_eq!(found.title, "API saturates at 0.7x");
    assert!(found.explanation.contains("151 % of what it can do: 302 of 200 slots. A request holds one for at least 3.0 s, 3.0 s of it waiting for Payments."), "{}", found.explanation);
    assert_eq!(found.subjects, [id("api"), id("pay")]);
    assert!(found.holds_over_range);
}

#[test]
fn calls_made_at_once_hold_a_slot_as_long_as_the_longest() {
    let fixture = |group: &str| {
        format!(
            "web:web-client peak=100 read_share=1 -> s:service capacity=100000 slots=100 service_time=20
            s -> a:service capacity=100000 slots=100000 service_time=300 [{group}]
            s -> b:service capacity=100000 slots=100000 service_time=100 [{group} calls=3]
            s -> c:service capacity=100000 slots=100000 service_time=50"
        )
    };
    near(used(&asked(&fixture(""), &[]), "s"), (20.0 + 300.5 + 3.0 * 100.5 + 50.5) / 1000.0);
    near(used(&asked(&fixture("group=both"), &[]), "s"), (20.0 + 300.5 + 50.5) / 1000.0);
}

#[test]
fn nobody_waits_for_work_handed_over() {
    let report = asked(
        "web:web-client peak=100 read_share=0 -> api:service capacity=100000 slots=10 service_time=20
        api -> q:message-queue service_time=5
        q -> w:worker capacity=1000 service_time=3000 slots=1000",
        &[],
    );
    // 20 ms, the way, and until the queue has it; not the 3 s of the worker, who is busy himself.
    near(used(&report, "api"), 100.0 * 0.0255 / 10.0);
    near(used(&report, "w"), 100.0 * 3.0 / 1000.0);
}

#[test]
fn hits_shorten_the_stay() {
    let report = asked(
        "web:web-client peak=1000 read_share=0.9 -> s:service capacity=100000 slots=100 service_time=20
        s -> redis:cache hit_ratio=0.8 service_time=1
        s -> db:relational-database service_time=10 read_capacity=100000 write_capacity=100000 slots=100000",
        &[],
    );
    // Reads: 20 + 1.5 + 0.2 x 10.5; writes: 20 + 1.5 + 10.5.
    near(used(&report, "s"), (900.0 * 0.0236 + 100.0 * 0.032) / 100.0);
}

#[test]
fn stays_in_circles_are_solved_and_in_endless_ones_at_least_their_own() {
    let fixture = |share: &str| {
        format!(
            "web:web-client peak=100 read_share=1 -> a:service service_time=10 slots=100 capacity=100000 -> b:service service_time=20
            b -> a [when=share share={share}]"
        )
    };
    // a = 10.5 + b and b = 20 + (0.5 + a) / 2, so a = 61.5 ms; 200 requests a second.
    near(used(&asked(&fixture("0.5"), &[]), "a"), 200.0 * 0.0615 / 100.0);
    let endless = used(&asked(&fixture("1"), &[]), "a");
    near(endless, 100.0 * 0.010 / 100.0);
}

#[test]
fn the_way_is_longer_between_zones_and_regions() {
    let fixture = |places: &str| {
        format!(
            "web:web-client peak=100 read_share=1 -> a:service service_time=10 slots=10 capacity=100000
            a -> b:service service_time=0 capacity=100000
            {places}"
        )
    };
    let held = |places: &str| used(&asked(&fixture(places), &[]), "a") * 100.0;
    near(held("zone za { a b }"), 10.5);
    near(held("zone za { a }\nzone zb { b }"), 11.5);
    near(held("region ra { a }\nregion rb { b }"), 80.0);
}

#[test]
fn reads_bring_their_payload_back_and_writes_take_it_there() {
    let report = asked(
        "web:web-client peak=1000 read_share=0.75 -> s:service capacity=100000 slots=100000 bandwidth=50 instances=2 [payload=10]
        s -> db:relational-database",
        &[],
    );
    // Out: 750 x 80 kbit of answers and 250 x 8 of writes to the database. In: 250 x 80 and 750 x 8.
    near(used(&report, "s"), (60.0 + 2.0) / 100.0);
    assert_eq!(bound_by(&report, "s"), Resource::Network);
}

#[test]
fn cores_are_kept_busy() {
    let fixture = "web:web-client peak=900 read_share=0.5 -> s:service capacity=100000 slots=100000 cpu_time=10 cores=4 instances=3";
    // 9 of 12 cores; of 8 with one instance lost.
    near(used(&asked(fixture, &[]), "s"), 0.75);
    let lost = asked(fixture, &[Event::Instance(id("s"), 0)]);
    near(used(&lost, "s"), 9.0 / 8.0);
    assert_eq!(bound_by(&lost, "s"), Resource::Cpu);
    let found = lost.findings.iter().find(|finding| finding.rule == "load.saturation").unwrap();
    assert!(found.explanation.contains("9 of 8 cores") && found.holds_over_range, "{}", found.explanation);
    // Left out unless set.
    assert_eq!(bound_by(&asked("web:web-client peak=100 -> s:service", &[]), "s"), Resource::Throughput);
}

#[test]
fn an_instance_said_to_serve_more_has_more_of_everything() {
    let report = |capacity: u32| {
        asked(&format!("web:web-client peak=50000 read_share=1 -> s:service capacity={capacity} service_time=20"), &[])
    };
    // 200 slots are usual at 500 requests a second; 50,000 a second of 20 ms hold 1,000.
    near(used(&report(60_000), "s"), 50_000.0 / 60_000.0);
    assert_eq!(bound_by(&report(60_000), "s"), Resource::Throughput);
}

#[test]
fn absurd_times_and_calls_give_numbers_still() {
    let mut fixture = "web:web-client peak=1000000 -> s0:service service_time=1000000000\n".to_owned();
    for index in 1..20 {
        fixture +=
            &format!("s{} -> s{index}:service service_time=1000000000 [calls=1000000 payload=1000000000]\n", index - 1);
    }
    let report = asked(&fixture, &[]);
    assert!(report.components.iter().all(|found| found.utilisation.is_none_or(|used| used.is_finite())));
    assert!(report.ladder.iter().all(|rung| rung.multiple.is_finite() && rung.multiple > 0.0));
}

#[test]
fn what_is_refused_because_nothing_works_is_load_for_nobody() {
    let fixture = "web:web-client peak=100 -> lb:load-balancer instances=2 -> app:service -> db:relational-database";
    let report = asked(fixture, &[Event::Component(id("db"))]);
    for component in ["lb", "app"] {
        check_rate(&report, component, 0.0, 0.0);
        near(used(&report, component), 0.0);
    }
    assert_eq!((report.ladder, report.bottleneck), (vec![], None));
}
