//! A simulated run, played on the canvas: what was set up, what was told of it so far, and where it is shown.
//!
//! The worker computes faster than anybody looks. It tells moments of the run, which are kept here and played
//! at the speed chosen; pausing and going back are a matter of the page alone.

use leptos::prelude::*;
use linchpin_analysis::{Event, Experiment, Layout, Moment, Outage, SimulationReport, Unsimulable};
use linchpin_catalog::Profile;
use linchpin_scene::{Queue, Stream, Traffic};
use linchpin_studies::{Answer, Progress, Study};
use std::sync::Arc;

use super::studies::Topic;
use super::{Session, set_if_new};
use crate::platform;
use crate::reactive::RwSignal;
use crate::studies::Standing;

/// A frame never plays more than this many seconds: after a pause of the browser's nothing jumps.
const LONGEST_FRAME: f64 = 0.1;
/// Rates on the canvas are those of the last simulated second, and of two moments at least.
const WINDOW: f64 = 1.0;

/// What the panel sets and follows.
#[derive(Clone, Copy)]
pub struct Simulation {
    /// Simulated seconds.
    pub duration: RwSignal<f64>,
    /// Where chance starts.
    pub seed: RwSignal<u64>,
    /// What fails when.
    pub outages: RwSignal<Vec<Outage>>,
    /// Simulated seconds shown in a second.
    pub speed: RwSignal<f64>,
    /// Whether time goes on.
    pub playing: RwSignal<bool>,
    /// The simulated second that is shown.
    pub clock: RwSignal<f64>,
    /// The simulated second up to which moments are known.
    pub known: RwSignal<f64>,
    /// What was asked for.
    pub asked: RwSignal<Option<Arc<Experiment>>>,
    /// What was measured so far, or why nothing can be.
    pub outcome: RwSignal<Option<Arc<Result<SimulationReport, Unsimulable>>>>,
    tape: StoredValue<Tape>,
}

/// The moments told so far.
#[derive(Debug, Clone, Default)]
struct Tape {
    layout: Layout,
    /// Seconds from moment to moment.
    step: f64,
    moments: Vec<Moment>,
    /// Real seconds for which dots have moved, and when the last frame was.
    moved: f64,
    last_frame: f64,
}

impl Tape {
    fn index_at(&self, time: f64) -> Option<usize> {
        let last = self.moments.len().checked_sub(1)?;
        Some(((time / self.step) as usize).min(last))
    }

    /// What moves and waits at a time.
    fn traffic(&self, time: f64, moves: bool) -> Option<Traffic> {
        let now = self.index_at(time)?;
        let before = now.saturating_sub((WINDOW / self.step) as usize + 1);
        let seconds = (now - before) as f64 * self.step;
        let (end, start) = (&self.moments[now], &self.moments[before]);
        let stream = |at: usize| Stream {
            connection: self.layout.connections[at],
            rates: std::array::from_fn(|cargo| {
                (end.connections[at][cargo] - start.connections[at][cargo]) as f64 / seconds
            }),
            against: self.layout.against[at],
        };
        let streams =
            if moves && seconds > 0.0 { (0..self.layout.connections.len()).map(stream).collect() } else { Vec::new() };
        let queues = self.layout.components.iter().zip(&end.components).map(|(component, stand)| Queue {
            component: *component,
            waiting: stand.waiting,
            busy: f64::from(stand.busy) / f64::from(stand.servers.max(1)),
            is_down: stand.servers == 0,
        });
        Some(Traffic { time: self.moved, streams, queues: queues.collect() })
    }
}

impl Simulation {
    /// Three minutes at ten times the speed, with nothing failing.
    pub fn at_start() -> Self {
        Self {
            duration: RwSignal::new(180.0),
            seed: RwSignal::new(1),
            outages: RwSignal::default(),
            speed: RwSignal::new(10.0),
            playing: RwSignal::new(false),
            clock: RwSignal::new(0.0),
            known: RwSignal::new(0.0),
            asked: RwSignal::new(None),
            outcome: RwSignal::new(None),
            tape: StoredValue::new(Tape::default()),
        }
    }

    /// Neither the run nor what was to fail in it is about another design.
    pub(super) fn forget(&self) {
        self.outages.set(Vec::new());
        self.playing.set(false);
        self.asked.set(None);
        self.rewind();
    }

    fn rewind(&self) {
        self.outcome.set(None);
        self.clock.set(0.0);
        self.known.set(0.0);
        self.tape.set_value(Tape::default());
    }

    /// What is asked for at this multiple of today's peak, in this profile.
    pub(super) fn study(&self, scale: f64, profile: Option<Profile>) -> Study {
        let duration = self.duration.get_untracked();
        let experiment = Experiment {
            scale,
            profile,
            seed: self.seed.get_untracked(),
            outages: self.outages.get_untracked(),
            ..Experiment::lasting(duration)
        };
        self.asked.set(Some(Arc::new(experiment.clone())));
        self.rewind();
        Study::Simulation(experiment)
    }

    /// More of the run is known.
    pub(super) fn note(&self, progress: Progress) {
        match progress {
            Progress::Layout(layout, step) => {
                self.tape.set_value(Tape { layout, step, ..Tape::default() });
            }
            Progress::Moment(moment) => {
                let duration = self.asked.get_untracked().map_or(0.0, |asked| asked.duration);
                let known = self.tape.try_update_value(|tape| {
                    tape.moments.push(moment);
                    (tape.moments.len() - 1) as f64 * tape.step
                });
                self.known.set(known.unwrap_or(0.0).min(duration));
            }
            Progress::SoFar(answer) => self.take(answer),
            Progress::Share(_) => {}
        }
    }

    /// The run is over.
    pub(super) fn take(&self, answer: Answer) {
        if let Answer::Simulation(outcome) = answer {
            if outcome.is_err() {
                self.playing.set(false);
            }
            self.outcome.set(Some(Arc::new(outcome)));
        }
    }

    /// The layout of what is shown, and the moment.
    pub fn shown(&self) -> Option<(Layout, Moment)> {
        let clock = self.clock.get();
        self.known.track();
        self.tape.with_value(|tape| Some((tape.layout.clone(), tape.moments.get(tape.index_at(clock)?)?.clone())))
    }

    /// When the run ended: before its time where it was overloaded.
    fn end(&self) -> f64 {
        let asked = self.asked.get_untracked().map_or(0.0, |asked| asked.duration);
        let outcome = self.outcome.get_untracked();
        let simulated = outcome.as_ref().and_then(|outcome| outcome.as_ref().as_ref().ok());
        simulated.filter(|report| report.ending.is_some()).map_or(asked, |report| report.simulated.min(asked))
    }

    /// Plays on by the time since the last frame.
    fn play(&self) {
        let now = platform::uptime() / 1e3;
        let playing = self.playing.get_untracked();
        let passed = self.tape.try_update_value(|tape| {
            let passed = (now - std::mem::replace(&mut tape.last_frame, now)).clamp(0.0, LONGEST_FRAME);
            tape.moved += if playing { passed } else { 0.0 };
            passed
        });
        if !playing {
            return;
        }
        let wanted = self.clock.get_untracked() + passed.unwrap_or(0.0) * self.speed.get_untracked();
        set_if_new(self.clock, wanted.min(self.known.get_untracked()));
        if wanted >= self.end() {
            self.clock.set(self.end());
            self.playing.set(false);
        }
    }
}

impl Session {
    /// Starts a run, or another one.
    pub fn simulate(&self) {
        self.signals.simulation.playing.set(true);
        self.ask(Topic::Simulation);
        self.ask_frame();
    }

    /// Lets time stop, or go on; from the start where it has come to the end.
    pub fn toggle_playing(&self) {
        let simulation = self.signals.simulation;
        let playing = !simulation.playing.get_untracked();
        if playing && simulation.clock.get_untracked() >= simulation.end() {
            simulation.clock.set(0.0);
        }
        simulation.playing.set(playing);
        self.ask_frame();
    }

    /// Ends the run and takes it off the canvas.
    pub fn end_simulation(&self) {
        let simulation = self.signals.simulation;
        self.cancel(Topic::Simulation);
        simulation.playing.set(false);
        simulation.tape.set_value(Tape::default());
        simulation.asked.set(None);
        simulation.outcome.set(None);
        self.ask_frame();
    }

    /// Shows another time of the run.
    pub fn show_time(&self, seconds: f64) {
        let simulation = self.signals.simulation;
        simulation.clock.set(seconds.clamp(0.0, simulation.known.get_untracked()));
        self.ask_frame();
    }

    /// One more failure, half a minute long and a third into the run.
    pub fn add_outage(&self, event: Event) {
        let simulation = self.signals.simulation;
        let from = (simulation.duration.get_untracked() / 3.0).floor();
        let to = Some((from * 2.0).max(from + 1.0));
        simulation.outages.update(|outages| outages.push(Outage { event, from, to }));
    }

    /// What the frame to be painted shows of a run, and whether another frame is to follow.
    pub(super) fn play_frame(&self) -> (Option<Traffic>, bool) {
        let simulation = self.signals.simulation;
        simulation.play();
        let standing = self.signals.standings.of(Topic::Simulation).get_untracked();
        if matches!(standing, Standing::Outdated | Standing::Cancelled | Standing::Failed | Standing::Unreachable) {
            simulation.playing.set(false);
            return (None, false);
        }
        let clock = simulation.clock.get_untracked();
        let moves = !platform::wants_less_motion();
        let traffic = simulation.tape.with_value(|tape| tape.traffic(clock, moves));
        (traffic, simulation.playing.get_untracked())
    }
}
