//! The page's side of what may take seconds: asked once the design has been quiet for a moment, by a
//! worker of its own, which is ended when an edit makes its answer worthless.

use gloo_timers::callback::Timeout;
use linchpin_analysis::{ReliabilityQuery, ReliabilityReport};
use linchpin_document::{Op, Transaction};
use std::cell::RefCell;
use std::rc::Rc;

use super::message::{Answer, Question, Reply, Request, encode_draft, encode_ops};
use super::worker::Worker;

/// How long the design must be quiet before it is asked about, in milliseconds.
const QUIET: u32 = 250;
/// What takes longer than this shows that it is under way.
const SLOW: u32 = 400;

/// How far the last answer is about what is drawn now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It is about exactly this.
    Current,
    /// A newer one will be asked for, or comes within a moment.
    Due,
    /// A newer one is being computed, and that takes a while.
    Computing,
    /// The computation was cancelled.
    Cancelled,
    /// The computation broke off.
    Failed,
}

/// What is asked about.
pub struct Asked {
    /// The whole document.
    pub ops: Vec<Op>,
    /// What is being typed.
    pub draft: Transaction,
    /// How deep to look.
    pub query: ReliabilityQuery,
}

/// How the page takes part.
pub struct ReliabilityListener {
    /// Says what is drawn now; nothing while it is being dragged.
    pub on_ask: Box<dyn Fn() -> Option<Asked>>,
    /// An answer arrived, with the milliseconds it took to compute.
    pub on_report: Box<dyn Fn(ReliabilityReport, f64)>,
    /// The progress changed.
    pub on_progress: Box<dyn Fn(Progress)>,
}

/// The connection to the worker. It is started when first needed.
#[derive(Clone)]
pub struct Reliability(Rc<RefCell<State>>);

struct State {
    listener: Rc<ReliabilityListener>,
    worker: Option<Worker>,
    ready: bool,
    /// What the worker is asked once it is ready.
    held: Option<Request>,
    /// The request being answered.
    posted: Option<u32>,
    number: u32,
    timer: Option<Timeout>,
}

impl Reliability {
    /// Starts nothing yet.
    pub fn new(listener: ReliabilityListener) -> Self {
        let listener = Rc::new(listener);
        let (worker, held, posted, timer) = (None, None, None, None);
        Self(Rc::new(RefCell::new(State { listener, worker, ready: false, held, posted, number: 0, timer })))
    }

    /// The design changed: what is being computed is worthless.
    pub fn edited(&self) {
        self.stop();
        self.tell(Progress::Due);
        self.later(QUIET, Self::ask);
    }

    /// There is nothing to ask about.
    pub fn rest(&self) {
        self.stop();
        let listener = self.0.borrow().listener.clone();
        (listener.on_report)(ReliabilityReport::default(), 0.0);
        (listener.on_progress)(Progress::Current);
    }

    /// Gives up what is being computed.
    pub fn cancel(&self) {
        self.stop();
        self.tell(Progress::Cancelled);
    }

    /// Computes now, or as soon as nothing is dragged.
    pub fn ask(&self) {
        self.stop();
        let listener = self.0.borrow().listener.clone();
        let Some(asked) = (listener.on_ask)() else { return self.later(QUIET, Self::ask) };
        self.tell(Progress::Due);
        let mut state = self.0.borrow_mut();
        state.number = state.number.wrapping_add(1);
        state.held = Some(Request {
            number: state.number,
            reset: true,
            ops: encode_ops(&asked.ops),
            draft: Some(encode_draft(&asked.draft)),
            question: Question::Reliability(asked.query),
        });
        let started = state.worker.is_some();
        drop(state);
        if !started && !self.start() {
            return self.lost();
        }
        self.post();
        self.later(SLOW, |reliability| reliability.tell(Progress::Computing));
    }

    fn start(&self) -> bool {
        let (received, lost) = (Rc::downgrade(&self.0), Rc::downgrade(&self.0));
        let receive = move |reply| {
            if let Some(state) = received.upgrade() {
                Self(state).receive(reply);
            }
        };
        let lost = move || {
            if let Some(state) = lost.upgrade() {
                Self(state).lost();
            }
        };
        let worker = Worker::start("reliability", Box::new(receive), Box::new(lost));
        let mut state = self.0.borrow_mut();
        state.ready = false;
        state.worker = worker;
        state.worker.is_some()
    }

    /// Ends what is under way. A worker that computes hears nothing else, so it is ended with it.
    fn stop(&self) {
        let mut state = self.0.borrow_mut();
        state.held = None;
        state.timer = None;
        if state.posted.take().is_some() {
            state.worker = None;
        }
    }

    fn post(&self) {
        let mut state = self.0.borrow_mut();
        if !state.ready {
            return;
        }
        let Some(request) = state.held.take() else { return };
        state.posted = Some(request.number);
        if let Some(worker) = &state.worker {
            worker.post(&request);
        }
    }

    fn receive(&self, reply: Reply) {
        let mut state = self.0.borrow_mut();
        let Answer::Reliability(report) = reply.answer else {
            state.ready = true;
            drop(state);
            return self.post();
        };
        if state.posted != Some(reply.number) {
            return;
        }
        state.posted = None;
        state.timer = None;
        let listener = state.listener.clone();
        drop(state);
        (listener.on_report)(report, reply.elapsed);
        (listener.on_progress)(Progress::Current);
    }

    /// The worker broke off, say for want of memory.
    fn lost(&self) {
        self.stop();
        self.0.borrow_mut().worker = None;
        self.tell(Progress::Failed);
    }

    fn tell(&self, progress: Progress) {
        let listener = self.0.borrow().listener.clone();
        (listener.on_progress)(progress);
    }

    fn later(&self, wait: u32, action: fn(&Self)) {
        let weak = Rc::downgrade(&self.0);
        let timer = Timeout::new(wait, move || {
            if let Some(state) = weak.upgrade() {
                action(&Self(state));
            }
        });
        self.0.borrow_mut().timer = Some(timer);
    }
}
