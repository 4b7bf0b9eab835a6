//! Redundancy never hurts: on random systems, under every single failure and many pairs.
//!
//! The laws hold for what is stated. Where kinds of connection, pools or conditions are left to guess, a
//! change may make the guess another one, so those systems are only given more instances.

mod laws;

use laws::{answers_everything, asked, config, outcomes, scenarios, single_points};
use linchpin_analysis::{Event, Outcome};
use linchpin_catalog::{Dependency, Failover, Interaction, Property, RecordType};
use linchpin_document::{Design, RecordId, Replica, Transaction};
use linchpin_testkit::{Said, replica, systems};
use proptest::prelude::*;
use proptest::sample::Index;

const MOST_COMPONENTS: usize = 7;

fn picks() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(any::<usize>(), 16)
}

/// Changes the system and compares it with what it was.
fn check<T: Ord + std::fmt::Debug>(
    mut replica: Replica,
    picks: &[usize],
    worth: impl Fn(Outcome) -> T,
    change: impl FnOnce(&mut Replica) -> Option<Transaction>,
) -> Result<(), TestCaseError> {
    let before = replica.design().clone();
    let Some(change) = change(&mut replica) else { return Ok(()) };
    replica.commit(&change).unwrap();
    no_worse([&before, replica.design()], &scenarios(&before, picks), worth)
}

/// One of the records, if there are any.
fn pick(records: Vec<RecordId>, index: Index) -> Option<RecordId> {
    (!records.is_empty()).then(|| *index.get(&records))
}

fn components_with(design: &Design, property: Property) -> Vec<RecordId> {
    design.components().filter(|item| item.kind().has(property)).map(|item| item.id).collect()
}

fn number(design: &Design, record: RecordId, property: Property) -> f64 {
    design.get(record).and_then(|item| item.number(property)).unwrap_or(1.0)
}

/// The connections of one pool: those of one caller with one name.
fn pool(design: &Design, member: RecordId) -> Vec<RecordId> {
    let item = design.get(member).unwrap();
    let (caller, _) = item.ends().unwrap();
    let name = item.text(Property::Pool);
    let mates = calls_of(design, caller).into_iter();
    mates.filter(|mate| design.get(*mate).unwrap().text(Property::Pool) == name).collect()
}

fn connections(design: &Design) -> Vec<RecordId> {
    design.connections().map(|(item, ..)| item.id).collect()
}

fn interaction(design: &Design, connection: RecordId) -> Option<Interaction> {
    design.get(connection)?.choice(Property::Interaction)
}

fn is_event(design: &Design, connection: RecordId) -> bool {
    interaction(design, connection) == Some(Interaction::Event)
}

fn carries_calls(design: &Design, connection: RecordId) -> bool {
    is_event(design, connection) || interaction(design, connection) == Some(Interaction::Request)
}

/// Adds an instance to one of the components.
fn one_more(replica: &Replica, index: Index) -> Option<Transaction> {
    let component = pick(components_with(replica.design(), Property::Instances), index)?;
    let mut change = Transaction::new();
    change.set(component, Property::Instances, number(replica.design(), component, Property::Instances) + 1.0);
    Some(change)
}

/// Fails when an outcome of the one, seen by `worth`, is worse than that of the other under any of
/// these failures, or a single point new or of greater reach.
fn no_worse<T: Ord + std::fmt::Debug>(
    [before, after]: [&Design; 2],
    scenarios: &[Vec<Event>],
    worth: impl Fn(Outcome) -> T,
) -> Result<(), TestCaseError> {
    for failed in scenarios {
        let (was, is) = (outcomes(&asked(before, failed)), outcomes(&asked(after, failed)));
        for (class, was) in was {
            let is = is[&class];
            prop_assert!(worth(is) <= worth(was), "{:?} was {:?} and is {:?}, failed: {:?}", class, was, is, failed);
        }
    }
    let (before, after) = (asked(before, &[]), asked(after, &[]));
    if answers_everything(&before) {
        let was = single_points(&before);
        for (subject, reach) in single_points(&after) {
            prop_assert!(was.get(&subject) >= Some(&reach), "{} has become a single point, {:?}", subject, reach);
        }
    }
    Ok(())
}

/// A copy of a component with the same calls, in the same place, as part of the change.
fn twin(replica: &mut Replica, of: RecordId, change: &mut Transaction) -> RecordId {
    let twin = replica.new_id();
    change.create(twin, RecordType::Component);
    copy_values(replica.design(), of, twin, change);
    let calls: Vec<RecordId> = calls_of(replica.design(), of);
    for call in calls {
        let copy = replica.new_id();
        change.create(copy, RecordType::Connection);
        copy_values(replica.design(), call, copy, change);
        change.set(copy, Property::From, twin);
    }
    twin
}

/// The connections drawn from a component.
fn calls_of(design: &Design, component: RecordId) -> Vec<RecordId> {
    let drawn = design.connections_of(component).filter(|item| item.ends().is_some_and(|(from, _)| from == component));
    drawn.map(|item| item.id).collect()
}

/// Gives one record what another has.
fn copy_values(design: &Design, source: RecordId, target: RecordId, change: &mut Transaction) {
    for (key, value) in design.get(source).into_iter().flat_map(|item| item.values()) {
        change.set(target, key.clone(), value.clone());
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn another_instance(system in systems(MOST_COMPONENTS, Said::Everything), index: Index, picks in picks()) {
        check(replica(&system), &picks, |outcome| outcome, |replica| one_more(replica, index))?;
    }

    #[test]
    fn another_instance_of_what_is_left_to_guess(
        system in systems(MOST_COMPONENTS, Said::Little), index: Index, picks in picks(),
    ) {
        check(replica(&system), &picks, |outcome| outcome, |replica| one_more(replica, index))?;
    }

    #[test]
    fn fewer_instances_needed(system in systems(MOST_COMPONENTS, Said::Everything), index: Index, picks in picks()) {
        check(replica(&system), &picks, |outcome| outcome, |replica| {
            let component = pick(components_with(replica.design(), Property::Needed), index)?;
            let mut change = Transaction::new();
            change.set(component, Property::Needed, 1.0);
            Some(change)
        })?;
    }

    #[test]
    fn fewer_members_needed(system in systems(MOST_COMPONENTS, Said::Everything), index: Index, picks in picks()) {
        check(replica(&system), &picks, |outcome| outcome, |replica| {
            let member = pick(connections(replica.design()), index)?;
            let mut change = Transaction::new();
            for mate in pool(replica.design(), member) {
                change.set(mate, Property::PoolNeeds, 1.0);
            }
            Some(change)
        })?;
    }

    /// A twin of a pool's member with the member's own calls, in the same place, called the same way.
    #[test]
    fn an_alternative(system in systems(MOST_COMPONENTS, Said::Everything), index: Index, picks in picks()) {
        check(replica(&system), &picks, |outcome| outcome, |replica| {
            let design = replica.design();
            let calls = connections(design).into_iter().filter(|connection| carries_calls(design, *connection));
            let member = pick(calls.collect(), index)?;
            let (_, callee) = design.get(member)?.ends()?;
            let mut change = Transaction::new();
            let twin = twin(replica, callee, &mut change);
            let call = replica.new_id();
            change.create(call, RecordType::Connection);
            copy_values(replica.design(), member, call, &mut change);
            change.set(call, Property::To, twin);
            Some(change)
        })?;
    }

    /// A standby with the calls of what it stands in for, which takes over by itself.
    #[test]
    fn a_standby(system in systems(MOST_COMPONENTS, Said::Everything), index: Index, picks in picks()) {
        check(replica(&system), &picks, |outcome| outcome, |replica| {
            let active = pick(components_with(replica.design(), Property::Failover), index)?;
            let mut change = Transaction::new();
            let twin = twin(replica, active, &mut change);
            let arrow = replica.new_id();
            change.create(arrow, RecordType::Connection);
            change.set(arrow, Property::From, active).set(arrow, Property::To, twin);
            change.set(arrow, Property::Interaction, Interaction::Standby.id());
            change.set(active, Property::Failover, Failover::Automatic.id());
            Some(change)
        })?;
    }

    #[test]
    fn a_failover_that_needs_nobody(
        system in systems(MOST_COMPONENTS, Said::Everything), index: Index, picks in picks(),
    ) {
        check(replica(&system), &picks, |outcome| outcome, |replica| {
            let active = pick(components_with(replica.design(), Property::Failover), index)?;
            let mut change = Transaction::new();
            change.set(active, Property::Failover, Failover::Automatic.id());
            Some(change)
        })?;
    }

    /// What is hard made soft, all alternatives at once: whatever was answered still is, though perhaps
    /// in part. Requests only: an event made soft is handed over, and is then neither an alternative nor a
    /// way to go any more.
    #[test]
    fn a_softer_dependency(system in systems(MOST_COMPONENTS, Said::Everything), index: Index, picks in picks()) {
        let answered = |outcome: Outcome| outcome.max(Outcome::Incomplete);
        check(replica(&system), &picks, answered, |replica| {
            let member = pick(connections(replica.design()), index)?;
            let mates = pool(replica.design(), member);
            if mates.iter().any(|mate| is_event(replica.design(), *mate)) {
                return None;
            }
            let mut change = Transaction::new();
            for mate in mates {
                change.set(mate, Property::Dependency, Dependency::Soft.id());
            }
            Some(change)
        })?;
    }

    /// One failure more never helps.
    #[test]
    fn fewer_failures(system in systems(MOST_COMPONENTS, Said::Little), picks in picks()) {
        let design = replica(&system).design().clone();
        for failed in scenarios(&design, &picks).iter().filter(|failed| failed.len() > 1) {
            let (fewer, all) = (asked(&design, &failed[1..]), asked(&design, failed));
            for (class, outcome) in outcomes(&fewer) {
                prop_assert!(outcomes(&all)[&class] >= outcome, "{:?}", failed);
            }
        }
    }
}
