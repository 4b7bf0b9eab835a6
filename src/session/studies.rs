//! What is asked of studies, when, and what becomes of the answers.

use leptos::prelude::*;
use linchpin_analysis::{Query, ReliabilityQuery};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Change, Op, PropertyKey, RecordId, Replica};
use linchpin_studies::{Answer, Progress, Request, Study};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use super::what_if::{publish, publish_count};
use super::{Core, Session, Signals, fixes, set_if_new};
use crate::css;
use crate::platform;
use crate::reactive::RwSignal;
use crate::studies::{Inquiry, Listener, Standing, Turns};

/// What studies are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// How much of the time it works.
    Availability,
    /// What each single failure overloads.
    Contingencies,
    /// What the things failed by hand overload.
    Aftermath,
    /// A run over time.
    Simulation,
    /// How long answers take.
    Latency,
    /// How soon requests are answered again after single failures.
    Recovery,
    /// How far the load may grow, and what becomes of a peak.
    Load,
    /// What helps against the pinned finding.
    Fixes,
    /// Which fixes meet all targets for the least.
    Harden,
}

/// How a topic is asked about and answered.
struct Subject {
    /// What its worker is called, and what the document says of its answers.
    name: &'static str,
    /// Whether it is asked again by itself when its answer may have changed; else that ends it.
    by_itself: bool,
    /// What its answer depends on.
    heeds: Touched,
    /// Whether there is something to ask; nobody asks about an empty design.
    needed: fn(Signals) -> bool,
    /// What is asked.
    study: fn(Signals) -> Study,
    /// What becomes of what is told on the way to the answer.
    note: fn(Signals, Progress),
    /// What becomes of the answer; nothing where there was nothing to ask.
    take: fn(Signals, Option<Answer>),
}

/// In the order of [`Topic`].
const SUBJECTS: [Subject; 9] = [
    Subject {
        name: "availability",
        by_itself: true,
        heeds: Touched::VERDICTS,
        needed: |_| true,
        study: |signals| {
            let order = signals.order.get_untracked();
            Study::Availability(ReliabilityQuery { order, ..ReliabilityQuery::default() })
        },
        note: |_, _| {},
        take: |signals, answer| match answer {
            Some(Answer::Availability(report)) => signals.reliability.set(Some(Arc::new(report))),
            _ => signals.reliability.set(Some(Arc::default())),
        },
    },
    Subject {
        name: "contingencies",
        by_itself: true,
        heeds: Touched { failed: false, profile: false, ..Touched::EVERYTHING },
        needed: |_| true,
        study: |signals| Study::Contingencies(Query { scale: signals.scale.get_untracked(), ..Query::default() }),
        note: |_, _| {},
        take: |signals, answer| match answer {
            Some(Answer::Contingencies(report)) => signals.contingencies.set(Some(Arc::new(report))),
            _ => signals.contingencies.set(None),
        },
    },
    Subject {
        name: "aftermath",
        by_itself: true,
        heeds: Touched { names: false, profile: false, ..Touched::EVERYTHING },
        needed: |signals| !signals.failed.read_untracked().is_empty(),
        study: |signals| Study::Aftermath(supposed(signals)),
        note: |_, _| {},
        take: |signals, answer| match answer {
            Some(Answer::Aftermath(aftermath)) => signals.aftermath.set(Some(Arc::new(aftermath))),
            _ => signals.aftermath.set(None),
        },
    },
    Subject {
        name: "simulation",
        by_itself: false,
        heeds: Touched::VERDICTS,
        needed: |_| true,
        study: |signals| signals.simulation.study(signals.scale.get_untracked(), signals.profile.get_untracked()),
        note: |signals, progress| signals.simulation.note(progress),
        take: |signals, answer| {
            if let Some(answer) = answer {
                signals.simulation.take(answer);
            }
        },
    },
    Subject {
        name: "latency",
        by_itself: true,
        heeds: Touched { names: false, profile: false, ..Touched::EVERYTHING },
        needed: |_| true,
        study: |signals| Study::Latency(supposed(signals)),
        note: |_, _| {},
        take: |signals, answer| match answer {
            Some(Answer::Latency(report)) => signals.latency.set(Some(Arc::new(report))),
            _ => signals.latency.set(None),
        },
    },
    Subject {
        name: "recovery",
        by_itself: true,
        heeds: Touched::VERDICTS,
        needed: |_| true,
        study: |_| Study::Recovery,
        note: |_, _| {},
        take: |signals, answer| match answer {
            Some(Answer::Recovery(report)) => signals.recovery.set(Some(Arc::new(report))),
            _ => signals.recovery.set(None),
        },
    },
    Subject {
        name: "load",
        by_itself: true,
        heeds: Touched { names: false, ..Touched::EVERYTHING },
        needed: |_| true,
        study: |signals| Study::Load(supposed(signals)),
        note: |_, _| {},
        take: |signals, answer| match answer {
            Some(Answer::Load(report)) => signals.load.set(Some(Arc::new(*report))),
            _ => signals.load.set(None),
        },
    },
    Subject {
        name: "fixes",
        by_itself: true,
        heeds: Touched::EVERYTHING,
        needed: fixes::is_asked,
        study: fixes::fixes_study,
        note: |_, _| {},
        take: fixes::take_offers,
    },
    Subject {
        name: "harden",
        by_itself: false,
        heeds: Touched { names: false, failed: false, profile: false, ..Touched::EVERYTHING },
        needed: |_| true,
        study: fixes::harden_study,
        note: fixes::note_share,
        take: fixes::take_plan,
    },
];

/// All that is supposed in the what-if bar.
fn supposed(signals: Signals) -> Query {
    Query {
        scale: signals.scale.get_untracked(),
        failed: signals.failed.get_untracked(),
        profile: signals.profile.get_untracked(),
    }
}

/// How far the answers about each topic can be trusted.
#[derive(Clone, Copy)]
pub struct Standings([RwSignal<Standing>; SUBJECTS.len()]);

impl Standings {
    /// Nothing has been answered yet.
    pub fn at_start() -> Self {
        Self(SUBJECTS.map(|subject| RwSignal::new(if subject.by_itself { Standing::Due } else { Standing::Outdated })))
    }

    /// How far the answer about this can be trusted.
    pub fn of(&self, topic: Topic) -> RwSignal<Standing> {
        self.0[topic as usize]
    }
}

impl Session {
    /// How far the answer about this can be trusted.
    pub fn standing(&self, topic: Topic) -> Standing {
        self.signals.standings.of(topic).get()
    }

    /// Asks now: what was cancelled or broke off, or something else than before.
    pub fn ask(&self, topic: Topic) {
        self.core.try_with_value(|core| core.inquiries[topic as usize].ask());
    }

    /// Gives up what is being computed.
    pub fn cancel(&self, topic: Topic) {
        self.core.try_with_value(|core| core.inquiries[topic as usize].end(Standing::Cancelled));
    }

    /// Looks for combinations of up to so many failures.
    pub fn look_deeper(&self, order: u32) {
        self.signals.order.set(order);
        self.ask(Topic::Availability);
    }

    /// What to ask about what is drawn now; nothing while it is being dragged.
    fn request(&self, study: Study) -> Option<Request> {
        self.with(|editor| {
            let replica = editor.replica();
            let ops: Vec<Op> = replica.document().ops().collect();
            (!editor.is_dragging()).then(|| Request::new(&ops, replica.draft(), study))
        })?
    }

    /// The circumstances changed: asks what heeds them once they rest.
    pub(super) fn note_circumstances(&self, touched: Touched) {
        let signals = self.signals;
        self.core.try_with_value(|core| core.ask_later(signals, touched));
    }

    fn take_answer(&self, subject: &Subject, answer: Option<Answer>, elapsed: f64) {
        let answered = answer.is_some();
        if !answered && untrack(|| self.awaits_design()) {
            return;
        }
        (subject.take)(self.signals, answer);
        if !answered {
            return;
        }
        publish(&format!("data-{}-ms", subject.name), &css::number(elapsed));
        publish_count(&format!("data-{}-answers", subject.name));
    }

    fn note_standing(&self, index: usize, standing: Standing) {
        let said = if standing == Standing::Current { "current" } else { "old" };
        publish(&format!("data-{}", SUBJECTS[index].name), said);
        set_if_new(self.signals.standings.0[index], standing);
    }
}

impl Core {
    /// Tells the analysis what was changed and drafted, and asks anew what that may have changed.
    pub(super) fn tell_analysis(&mut self, signals: Signals, ops: &[Op]) {
        let replica = self.editor.replica();
        let drafted = Touched::by(replica, replica.draft().changes());
        let done = Touched::by(replica, ops.iter().map(|op| (op.record, &op.change)));
        let was_drafted = std::mem::replace(&mut self.drafted, drafted);
        let touched = drafted.or(was_drafted).or(done);
        self.ask_later(signals, touched);
        self.client.update(ops, self.editor.replica().draft(), touched.verdicts || touched.names);
    }

    /// Asks once all rests.
    pub(super) fn ask_later(&self, signals: Signals, touched: Touched) {
        let empty = self.editor.design().components().next().is_none();
        for (subject, inquiry) in SUBJECTS.iter().zip(&self.inquiries) {
            match subject.by_itself {
                _ if !subject.heeds.any_of(touched) => {}
                true if empty || !(subject.needed)(signals) => inquiry.settle(),
                true => inquiry.ask_later(),
                false => inquiry.end(Standing::Outdated),
            }
        }
    }
}

/// What may have changed, as far as answers depend on it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Touched {
    verdicts: bool,
    names: bool,
    scale: bool,
    failed: bool,
    profile: bool,
}

impl Touched {
    const NOTHING: Self = Self { verdicts: false, names: false, scale: false, failed: false, profile: false };
    /// Another design altogether.
    pub(super) const EVERYTHING: Self = Self { verdicts: true, names: true, scale: true, failed: true, profile: true };
    /// What the design is, names left out.
    const VERDICTS: Self = Self { verdicts: true, ..Self::NOTHING };
    /// The load multiplier.
    pub(super) const SCALE: Self = Self { scale: true, ..Self::NOTHING };
    /// What has failed by hand.
    pub(super) const FAILED: Self = Self { failed: true, ..Self::NOTHING };
    /// The profile supposed of all load.
    pub(super) const PROFILE: Self = Self { profile: true, ..Self::NOTHING };

    fn by<'a>(replica: &Replica, changes: impl Iterator<Item = (RecordId, &'a Change)>) -> Self {
        changes.map(|(id, change)| Self::by_one(replica, id, change)).fold(Self::NOTHING, Self::or)
    }

    /// Where things lie and what they are called changes no number, and remarks change nothing.
    fn by_one(replica: &Replica, id: RecordId, change: &Change) -> Self {
        use Property::{Content, Name, Order, Position, Size, Title};
        match change {
            Change::Set(PropertyKey::Known(Content | Order | Position | Size | Title), _) => Self::NOTHING,
            _ if is_remark(replica, id) => Self::NOTHING,
            Change::Set(PropertyKey::Known(Name), _) => Self { names: true, ..Self::NOTHING },
            _ => Self { verdicts: true, names: true, ..Self::NOTHING },
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            verdicts: self.verdicts || other.verdicts,
            names: self.names || other.names,
            scale: self.scale || other.scale,
            failed: self.failed || other.failed,
            profile: self.profile || other.profile,
        }
    }

    fn any_of(self, other: Self) -> bool {
        self.verdicts && other.verdicts
            || self.names && other.names
            || self.scale && other.scale
            || self.failed && other.failed
            || self.profile && other.profile
    }
}

/// Whether something is there to be read only, perhaps no longer.
fn is_remark(replica: &Replica, id: RecordId) -> bool {
    let drawn = replica.design().get(id).map(|item| item.record_type);
    let recorded = || replica.document().existence(id).map(|existence| existence.record_type);
    matches!(drawn.or_else(recorded), Some(RecordType::Note | RecordType::Text))
}

/// The connections to all workers; none is started yet.
pub(super) fn inquiries(session: &Rc<Cell<Option<Session>>>) -> Vec<Inquiry> {
    let turns = Turns::new(platform::processors().clamp(2, 4));
    let inquiry = |(index, subject): (usize, &'static Subject)| {
        // Nobody who asked by hand should wait for what nobody asked for.
        let turns = subject.by_itself.then(|| turns.clone());
        Inquiry::new(subject.name, turns, listener(session, index, subject))
    };
    SUBJECTS.iter().enumerate().map(inquiry).collect()
}

fn listener(session: &Rc<Cell<Option<Session>>>, index: usize, subject: &'static Subject) -> Listener {
    let [asked, noted, answered, stands] = std::array::from_fn(|_| session.clone());
    Listener {
        on_ask: Box::new(move || {
            let session = asked.get()?;
            session.request((subject.study)(session.signals))
        }),
        on_progress: Box::new(move |progress| {
            if let Some(session) = noted.get() {
                (subject.note)(session.signals, progress);
            }
        }),
        on_answer: Box::new(move |answer, elapsed| {
            if let Some(session) = answered.get() {
                session.take_answer(subject, answer, elapsed);
            }
        }),
        on_standing: Box::new(move |standing| {
            if let Some(session) = stands.get() {
                session.note_standing(index, standing);
            }
        }),
    }
}
