//! What is asked apart answers in bounded time, with numbers, whatever a document allows to be typed.

use linchpin_analysis::{Answer, Query, headroom, latency, peak, recovery};
use linchpin_catalog::Property;
use linchpin_document::Design;
use linchpin_testkit::design;
use std::fmt::Write;

/// Asks everything and looks for what is not a number.
#[track_caller]
fn ask(design: &Design, scale: f64) {
    let query = Query { scale, ..Query::default() };
    for journey in latency(design, &query).journeys {
        if let Answer::Within(times) = journey.answer {
            assert!(
                [times.mean, times.p50, times.p999].iter().all(|time| time.is_finite() && *time >= 0.0),
                "{times:?}"
            );
        }
        assert!(journey.steps.iter().all(|step| step.end.is_finite() && step.share.is_finite()), "{:?}", journey.steps);
    }
    for rung in headroom(design, &query).rungs {
        // What a rate limit shields at the best of all ranges saturates never.
        let limited = design.components().any(|item| item.number(Property::RateLimit).is_some());
        assert!(rung.low.is_finite() && rung.low > 0.0 && (rung.high.is_finite() || limited), "{rung:?}");
        assert!(!rung.high.is_nan(), "{rung:?}");
    }
    for component in peak(design, &query).components {
        assert!(component.utilisation.is_finite() && component.beyond.is_finite(), "{component:?}");
    }
    assert!(recovery(design).interruptions.iter().all(|found| found.seconds.is_finite()));
}

#[test]
fn the_ends_of_every_range() {
    let fixture = |peak: &str, more: &str| {
        format!(
            "web:web-client peak={peak} profile=burst off_peak=0 peak_length=0.01 -> s:service {more}
            s -> redis:cache hit_ratio=1 service_time=0
            s -> db:relational-database service_time=0 storage=0 stored=1000000000 growth=0
            s -> q:message-queue queue_limit=0 -> w:worker capacity=0.001 max_instances=10000"
        )
    };
    for peak in ["0", "0.001", "1000000000"] {
        for more in [
            "capacity=0.001 service_time=0 instances=10000",
            "capacity=1000000000 service_time=1000000000 slots=1000000000 instances=10000 variation=100",
            "capacity=1000000000 service_time=1000000000 slots=1 variation=0",
            "capacity=100 max_instances=10000 scale_at=0.05 scale_out_time=0",
            "capacity=100 max_instances=10000 scale_at=1 scale_out_time=1000000 cores=0.01 cpu_time=1000000000",
        ] {
            for scale in [1.0, 1e-9, 1e9, f64::NAN, f64::INFINITY, -1.0, 0.0] {
                ask(&design(&fixture(peak, more)), scale);
            }
        }
    }
}

#[test]
fn the_ends_of_rate_limits() {
    for (peak, limit) in
        [("0", "0.001"), ("0.001", "1000000000"), ("1000000000", "0.001"), ("1000000000", "1000000000")]
    {
        for way in
            ["gw -> s:service capacity=0.001", "gw -> s:service\ns -> gw", "gw -> s:service\ns -> gw [calls=1000000]"]
        {
            let fixture =
                format!("web:web-client peak={peak} profile=daily -> gw:api-gateway rate_limit={limit}\n{way}");
            for scale in [1.0, 1e-9, 1e9] {
                ask(&design(&fixture), scale);
            }
        }
    }
    // Hundreds of limits in a row, each a little tighter than the one before.
    let row: String = (0..300).fold("web:web-client peak=1000 -> g0:api-gateway\n".to_owned(), |mut all, n| {
        let _ = writeln!(all, "g{n} -> g{}:api-gateway rate_limit={} capacity=700", n + 1, 999 - n);
        let _ = writeln!(all, "web{n}:web-client peak=1 -> g{n}");
        all
    });
    ask(&design(&row), 1.0);
}

#[test]
fn calls_on_calls_and_circles_of_gain_near_one() {
    let deep: String = (0..12).fold("web:web-client peak=0.001 -> s0:service\n".to_owned(), |mut all, n| {
        // Writing to a String cannot fail.
        let _ = writeln!(all, "s{n} -> s{}:service [calls=1000000 group=x]", n + 1);
        all
    });
    ask(&design(&deep), 1.0);
    ask(&design(&deep.replace(" group=x", "")), 1.0);
    for share in ["0.999999", "1", "0.5"] {
        let ring: String = (0..60).fold(String::new(), |mut all, n| {
            let _ = writeln!(all, "s{n}:service -> s{} [when=share share={share}]", (n + 1) % 60);
            all
        });
        let two_ways = ring.replace("-> s0 [", "-> s0 [id=last ")
            + "s30 -> s5 [when=share share=0.9]\nweb:web-client peak=0.01 -> s0";
        ask(&design(&two_ways), 1.0);
    }
}

#[test]
fn thousands_of_journeys() {
    let many: String = (0..3_000).fold("s:service -> db:relational-database\n".to_owned(), |mut all, n| {
        let _ = writeln!(all, "web{n}:web-client peak=0.01 profile=daily off_peak=0.{n} target_recovery=1 -> s");
        all
    });
    ask(&design(&many), 1.0);
}
