//! A peak while it passes, against cases solved by hand; the arithmetic stands beside each.

use linchpin_analysis::{Event, PeakComponent, PeakReport, PeakVerdict, Query, peak};
use linchpin_catalog::Profile;
use linchpin_testkit::{design, designs, id};
use proptest::prelude::*;

fn asked(fixture: &str) -> PeakReport {
    peak(&design(fixture), &Query::default())
}

#[track_caller]
fn of(fixture: &str, component: &str) -> PeakComponent {
    asked(fixture).components.into_iter().find(|found| found.component == id(component)).unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{found} instead of {expected}");
}

/// Ten minutes at 100 a second, 20 a second before and after.
const BURST: &str = "web:web-client peak=100 read_share=0 profile=burst off_peak=0.2 peak_length=10";

#[test]
fn what_is_down_carries_no_peak() {
    let design = design(
        "web:web-client read_share=0.5 -> app:service instances=2 -> p:relational-database \"P\"
        app -> c:relational-database \"C\"
        p -> c [interaction=replication]",
    );
    let with = |failed: &[Event]| peak(&design, &Query { failed: failed.to_vec(), ..Query::default() });
    assert_eq!(with(&[]).verdict(), PeakVerdict::Carried);
    let (app, primary) = (Event::Component(id("app")), Event::Component(id("p")));
    let answered = |report: &PeakReport| report.journeys.iter().map(|journey| journey.answered).collect::<Vec<_>>();
    assert_eq!((with(&[app]).verdict(), answered(&with(&[app]))), (PeakVerdict::Unanswered, vec![false, false]));
    // The copy answers reads, and writes go nowhere.
    assert_eq!((with(&[primary]).verdict(), answered(&with(&[primary]))), (PeakVerdict::Unanswered, vec![true, false]));
}

#[test]
fn what_waits_piles_up_and_drains() {
    let worker = of(&format!("{BURST} -> q:message-queue -> w:worker capacity=50 service_time=1"), "w");
    let backlog = worker.backlog.unwrap();
    // 600 s x (100 - 50); then 30 a second fewer. The burst begins at 150 s.
    near(backlog.most, 30_000.0);
    near(backlog.at, 750.0);
    near(backlog.drained.unwrap(), 750.0 + 1_000.0);
    near(backlog.longest_wait, 600.0);
    near(worker.utilisation, 2.0);
    near(worker.overloaded, 600.0);
    near(worker.beyond, 0.0);
}

#[test]
fn a_full_queue_turns_the_rest_away() {
    let worker =
        of(&format!("{BURST} -> q:message-queue queue_limit=6000 -> w:worker capacity=50 service_time=1"), "w");
    near(worker.backlog.unwrap().most, 6_000.0);
    near(worker.backlog.unwrap().drained.unwrap(), 750.0 + 200.0);
    near(worker.beyond, 24_000.0);
}

#[test]
fn what_always_gets_more_than_it_can_do_never_drains() {
    let worker = of("web:web-client peak=100 read_share=0 -> q:message-queue -> w:worker capacity=50", "w");
    assert_eq!(worker.backlog.unwrap().drained, None);
    near(worker.backlog.unwrap().most, 3600.0 * 50.0);
}

#[test]
fn what_answers_requests_has_those_beyond_its_ceiling_too_many() {
    let service = of(&format!("{BURST} -> s:service capacity=80"), "s");
    near(service.overloaded, 600.0);
    near(service.beyond, 600.0 * 20.0);
    near(service.beyond_share, 12_000.0 / (600.0 * 100.0 + 750.0 * 20.0));
    assert_eq!((service.scaling, service.backlog), (None, None));
}

#[test]
fn scaling_out_takes_its_time() {
    // Off the peak 80 a second of 200; at it 500. The measured 100 % of two instances order 4, which work after
    // 90 s; 100 % of these order 8, again after 90 s, which are enough; at 62.5 % these order 10.
    let fixture = |max: u32| {
        format!(
            "web:web-client peak=500 read_share=1 profile=burst off_peak=0.16 peak_length=60
            web -> s:service capacity=100 instances=2 max_instances={max} scale_at=0.5 scale_out_time=90"
        )
    };
    let service = of(&fixture(12), "s");
    near(service.overloaded, 180.0);
    near(service.beyond, 90.0 * 300.0 + 90.0 * 100.0);
    near(service.utilisation, 2.5);
    let scaling = service.scaling.unwrap();
    assert_eq!((scaling.fewest, scaling.most, scaling.reached, scaling.enough), (2, 12, 10, true));
    // Four carry 400 a second at most: 100 too many for the rest of the hour.
    let service = of(&fixture(4), "s");
    near(service.overloaded, 3600.0);
    near(service.beyond, 90.0 * 300.0 + 3510.0 * 100.0);
    assert!(!service.scaling.unwrap().enough);
}

#[test]
fn a_day_rises_slowly_enough_to_follow() {
    let found = asked(
        "web:web-client peak=500 read_share=1 profile=daily off_peak=0.1
        web -> s:service capacity=100 instances=2 max_instances=12 scale_at=0.7 scale_out_time=300",
    );
    assert_eq!(found.seconds, 86_400.0);
    let service = &found.components[0];
    assert_eq!(service.overloaded, 0.0);
    // 500 / 100 / 0.7, rounded up, and fewer again at midnight.
    assert_eq!(service.scaling.unwrap().reached, 8);
    assert_eq!(service.series.instances.last(), Some(&2));
    near(found.requests.iter().copied().fold(0.0, f64::max), 500.0);
    // The most of its ten minutes.
    assert!((50.0..51.0).contains(&found.requests[0]));
}

#[test]
fn a_day_above_capacity_backs_up_as_much_as_it_is_above() {
    // f = (1 + cos(pi x)) / 2, x from 0 at noon to 1 at midnight, is above a half from 6 to 18 o'clock. So much more than
    // 50 a second comes: 50 cos(pi x), over 43,200 s for each x from -1/2 to 1/2, which is 43,200 x 50 x 2 / pi.
    let worker = of(
        "web:web-client peak=100 read_share=0 profile=daily off_peak=0 peak_length=0.01 -> q:message-queue -> w:worker capacity=50.0001 service_time=1",
        "w",
    );
    let backlog = worker.backlog.unwrap();
    assert!((backlog.most - 43_200.0 * 50.0 * 2.0 / std::f64::consts::PI).abs() < 300.0, "{backlog:?}");
    assert!((backlog.at - 64_800.0).abs() < 60.0, "{backlog:?}");
}

#[test]
fn endpoints_move_by_themselves() {
    let found = asked(
        "web:web-client peak=10 -> s:service capacity=60
        endpoint sale \"Sale\" handlers=s method=get peak=100 profile=burst off_peak=0 peak_length=10",
    );
    near(found.components[0].overloaded, 600.0);
}

#[test]
fn what_is_never_short_is_not_told() {
    assert!(asked("web:web-client peak=10 profile=daily -> s:service capacity=60").components.is_empty());
}

#[test]
fn a_profile_supposed_of_all_is_that_of_all() {
    let drawn = |profile: &str| {
        design(&format!(
            "web:web-client peak=100 read_share=0 {profile} -> q:message-queue -> w:worker capacity=50 service_time=1
            cron:scheduler peak=1 -> q"
        ))
    };
    let supposed = |profile| Query { profile: Some(profile), ..Query::default() };
    let both = |profile: &str| {
        design(&format!(
            "web:web-client peak=100 read_share=0 {profile} -> q:message-queue -> w:worker capacity=50 service_time=1
        cron:scheduler peak=1 {profile} -> q"
        ))
    };
    for (profile, text) in [(Profile::Flat, "flat"), (Profile::Daily, "daily"), (Profile::Burst, "burst")] {
        let text = format!("profile={text}");
        assert_eq!(peak(&drawn("profile=daily"), &supposed(profile)), peak(&both(&text), &Query::default()));
    }
    assert_eq!(peak(&drawn(""), &Query::default()), peak(&drawn(""), &supposed(Profile::Flat)));
}

#[test]
fn each_journey_is_told_what_it_is_short_of() {
    // 100 a second of 80; what the scheduler calls is another's.
    let found = asked(&format!(
        "{BURST} -> s:service capacity=80 -> db:relational-database
        cron:scheduler peak=1 read_share=0 -> t:service capacity=10"
    ));
    let journey = |entry: &str| *found.journeys.iter().find(|found| found.entry == id(entry)).unwrap();
    let (web, cron) = (journey("web"), journey("cron"));
    assert_eq!(web.short, Some(id("s")));
    assert_eq!(web.first.unwrap().component, id("s"));
    near(web.first.unwrap().multiple, 0.8);
    assert_eq!(cron.short, None);
    near(cron.first.unwrap().multiple, 10.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_drawing_has_finite_peaks_of_bounded_size(drawing in designs(40), scale in 1e-3..1e6) {
        let found = peak(&drawing, &Query { scale, ..Query::default() });
        prop_assert!(found.requests.len() <= PeakReport::MOST_POINTS && found.seconds.is_finite());
        for one in &found.components {
            prop_assert!(one.utilisation.is_finite() && one.beyond.is_finite() && one.beyond >= 0.0);
            prop_assert!((0.0..=1.0 + 1e-9).contains(&one.beyond_share));
            prop_assert_eq!(one.series.rate.len(), found.requests.len());
        }
    }
}
