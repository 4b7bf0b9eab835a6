//! The page's side: at most one request under way, the latest state next, and a new worker when the
//! old one died.

use gloo_timers::callback::Timeout;
use linchpin_analysis::{Query, Report};
use linchpin_document::{Document, Op, Transaction};
use linchpin_studies::{decode, encode};
use std::cell::RefCell;
use std::rc::Rc;

use super::message::{Reply, Request, encode_draft, encode_ops};
use crate::worker::{Program, Worker};

/// Verdicts older than this are marked as such.
const STALE_AFTER: u32 = 600;
/// A worker silent for this long is taken for dead.
const DEAD_AFTER: u32 = 6_000;
/// Workers that die this often in a row are not replaced again by themselves.
const MOST_RESTARTS: u32 = 3;

/// How far the last report can be trusted to be about what is drawn now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// It is about exactly this.
    Current,
    /// A newer one is on its way.
    Updating,
    /// It is about exactly this; what other rules find in it is overdue.
    Unfinished,
    /// A newer one is overdue.
    Stale,
    /// The analysis died repeatedly and waits to be started by hand.
    Stopped,
}

impl Freshness {
    /// Whether what is shown is about something that was drawn before.
    pub fn is_old(self) -> bool {
        matches!(self, Self::Stale | Self::Stopped)
    }
}

/// What the client tells the page.
pub struct Listener {
    /// A report arrived, with the milliseconds it took to compute.
    pub on_report: Box<dyn Fn(Report, f64)>,
    /// The freshness of the last report changed.
    pub on_freshness: Box<dyn Fn(Freshness)>,
    /// A worker was lost and its successor knows nothing: tell it everything.
    pub on_lost: Box<dyn Fn()>,
}

/// The connection to the analysis worker.
#[derive(Clone)]
pub struct Client(Rc<RefCell<State>>);

struct State {
    listener: Rc<Listener>,
    worker: Option<Running>,
    restarts: u32,
    number: u32,
    /// The last request about another design, whose answer nobody wants any more.
    left: u32,
    waiting: Option<u32>,
    overdue: Option<Timeout>,
    freshness: Freshness,
    pending: Pending,
}

struct Running {
    worker: Worker,
    ready: bool,
}

/// What the worker has not been told yet.
#[derive(Default)]
struct Pending {
    anything: bool,
    /// The whole document, replacing all before.
    reset: Option<Vec<Op>>,
    ops: Vec<Op>,
    draft: Option<Transaction>,
    query: Query,
}

impl Client {
    /// Starts the worker.
    pub fn start(listener: Listener) -> Self {
        let listener = Rc::new(listener);
        let client = Self(Rc::new(RefCell::new(State {
            listener,
            worker: None,
            restarts: 0,
            number: 0,
            left: 0,
            waiting: None,
            overdue: None,
            freshness: Freshness::Updating,
            pending: Pending::default(),
        })));
        client.launch();
        client
    }

    /// Another design, or the worker lost track: everything anew.
    pub fn reset(&self, document: &Document, draft: &Transaction) {
        let mut state = self.0.borrow_mut();
        state.left = state.number;
        drop(state);
        self.tell(|pending| {
            pending.reset = Some(document.ops().collect());
            pending.ops.clear();
            pending.draft = Some(draft.clone());
        });
    }

    /// New ops, and the draft of the gesture under way after them. What can change no verdict is told with what can.
    pub fn update(&self, ops: &[Op], draft: &Transaction, may_matter: bool) {
        let mut state = self.0.borrow_mut();
        state.pending.ops.extend_from_slice(ops);
        state.pending.draft = Some(draft.clone());
        drop(state);
        if may_matter {
            self.tell(|_| {});
        }
    }

    /// The circumstances.
    pub fn query(&self, query: Query) {
        self.tell(|pending| pending.query = query);
    }

    /// Starts a new worker after the analysis was given up.
    pub fn restart(&self) {
        self.0.borrow_mut().restarts = 0;
        self.revive();
    }

    fn tell(&self, what: impl FnOnce(&mut Pending)) {
        let mut state = self.0.borrow_mut();
        what(&mut state.pending);
        state.pending.anything = true;
        drop(state);
        self.set_freshness(Freshness::Updating);
        self.send();
    }

    fn set_freshness(&self, freshness: Freshness) {
        let mut state = self.0.borrow_mut();
        let held = state.freshness;
        // Once overdue or stopped, only a report makes it current again.
        if held == freshness || (freshness == Freshness::Updating && held != Freshness::Current) {
            return;
        }
        state.freshness = freshness;
        let listener = state.listener.clone();
        drop(state);
        (listener.on_freshness)(freshness);
    }

    fn launch(&self) {
        let (received, lost) = (Rc::downgrade(&self.0), Rc::downgrade(&self.0));
        let receive = move |bytes: &[u8]| {
            if let (Some(state), Some(reply)) = (received.upgrade(), decode(bytes)) {
                Client(state).receive(reply);
            }
        };
        let revive = move || {
            if let Some(state) = lost.upgrade() {
                Client(state).revive();
            }
        };
        let worker = Worker::start(Program::Page, "analysis", Box::new(receive), Box::new(revive));
        let mut state = self.0.borrow_mut();
        state.waiting = None;
        state.worker = worker.map(|worker| Running { worker, ready: false });
        drop(state);
        self.watch();
    }

    /// Sends what is pending if the worker is free.
    fn send(&self) {
        let mut state = self.0.borrow_mut();
        let free = state.worker.as_ref().is_some_and(|running| running.ready) && state.waiting.is_none();
        if !free || !state.pending.anything {
            return;
        }
        state.number = state.number.wrapping_add(1);
        let number = state.number;
        let request = state.pending.take(number);
        state.waiting = Some(number);
        if let Some(running) = &state.worker {
            running.worker.post(&encode(&request));
        }
        drop(state);
        self.watch();
    }

    /// Looks again later whether the answer came.
    fn watch(&self) {
        let weak = Rc::downgrade(&self.0);
        let overdue = Timeout::new(STALE_AFTER, move || {
            let Some(client) = weak.upgrade().map(Client) else { return };
            client.set_freshness(Freshness::Stale);
            let weak = Rc::downgrade(&client.0);
            let dead = Timeout::new(DEAD_AFTER, move || {
                if let Some(client) = weak.upgrade().map(Client) {
                    client.revive();
                }
            });
            client.0.borrow_mut().overdue = Some(dead);
        });
        self.0.borrow_mut().overdue = Some(overdue);
    }

    /// The worker died or hangs: a new one, unless that keeps happening.
    fn revive(&self) {
        self.set_freshness(Freshness::Stale);
        let mut state = self.0.borrow_mut();
        state.restarts += 1;
        let give_up = state.restarts > MOST_RESTARTS;
        let listener = state.listener.clone();
        if give_up {
            state.worker = None;
            state.overdue = None;
        }
        drop(state);
        if give_up {
            self.set_freshness(Freshness::Stopped);
        } else {
            self.launch();
            (listener.on_lost)();
        }
    }

    fn receive(&self, reply: Reply) {
        let mut state = self.0.borrow_mut();
        let Some(report) = reply.report else {
            if let Some(running) = state.worker.as_mut() {
                running.ready = true;
            }
            state.overdue = None;
            drop(state);
            return self.send();
        };
        // The last request is answered again when all rules are there.
        let again = state.waiting.is_none() && state.number == reply.number;
        if state.waiting != Some(reply.number) && !again {
            return;
        }
        state.waiting = None;
        state.overdue = None;
        state.restarts = 0;
        let listener = state.listener.clone();
        let (more, is_wanted) = (state.pending.anything, state.left != reply.number);
        drop(state);
        if is_wanted {
            (listener.on_report)(report, reply.elapsed);
        }
        if more {
            self.send();
        } else if reply.complete {
            self.set_freshness(Freshness::Current);
        } else {
            self.expect_more();
        }
    }

    /// The rest of an answer is on its way; the worker itself is well.
    fn expect_more(&self) {
        if self.0.borrow().freshness.is_old() {
            self.set_freshness(Freshness::Unfinished);
        }
        let weak = Rc::downgrade(&self.0);
        let overdue = Timeout::new(STALE_AFTER, move || {
            if let Some(client) = weak.upgrade().map(Client) {
                client.set_freshness(Freshness::Unfinished);
            }
        });
        self.0.borrow_mut().overdue = Some(overdue);
    }
}

impl Pending {
    fn take(&mut self, number: u32) -> Request {
        let reset = self.reset.is_some();
        let mut ops = self.reset.take().unwrap_or_default();
        ops.append(&mut self.ops);
        self.anything = false;
        let draft = self.draft.take().map(|draft| encode_draft(&draft));
        Request { number, reset, ops: encode_ops(&ops), draft, query: self.query.clone() }
    }
}
