//! The linear traffic equations: what arrives is what enters plus what others pass on.

use linchpin_document::Arrange;

use crate::graph::Strong;

/// What each request a duty gets makes it ask of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Flow {
    pub(crate) connection: usize,
    /// The duty asked.
    pub(crate) asked: usize,
    /// The duty that does it, if any does.
    pub(crate) to: Option<usize>,
    /// Which of the needs of the duty it serves.
    pub(crate) need: u32,
    /// The chance that it is the one of its alternatives, and that it is used then.
    pub(crate) taken: f64,
    pub(crate) used: f64,
    /// Calls for each request: the product of both and of the calls made each time.
    pub(crate) factor: f64,
    /// The share of these calls that a limit on rates there lets pass; 1 without one.
    pub(crate) admitted: f64,
}

impl Flow {
    /// Calls for each request that become work of the duty asked.
    fn passed(&self) -> f64 {
        self.factor * self.admitted
    }
}

/// The flows out of each duty in turn.
#[derive(Debug, Clone)]
pub(crate) struct Flows {
    list: Vec<Flow>,
    starts: Vec<usize>,
}

impl Default for Flows {
    fn default() -> Self {
        Self { list: Vec::new(), starts: vec![0] }
    }
}

impl Flows {
    pub(crate) fn push(&mut self, flow: Flow) {
        self.list.push(flow);
    }

    pub(crate) fn end_duty(&mut self) {
        self.starts.push(self.list.len());
    }

    /// Sets the share of calls let pass, by the duty that does them.
    pub(super) fn admit(&mut self, share: impl Fn(usize) -> f64) {
        self.list.iter_mut().for_each(|flow| flow.admitted = flow.to.map_or(1.0, &share));
    }

    pub(crate) fn of_duty(&self, duty: usize) -> &[Flow] {
        &self.list[self.starts[duty]..self.starts[duty + 1]]
    }
}

/// Requests that come back as at least as many: rates have no solution.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Loop {
    /// The connections of one circle, in order.
    pub(crate) connections: Vec<usize>,
    /// How many calls one request becomes on its way round.
    pub(crate) gain: f64,
}

/// The arrival rates of all duties.
#[derive(Debug, Clone)]
pub(crate) struct Solution {
    pub(crate) rates: Vec<f64>,
    pub(crate) loops: Vec<Loop>,
}

/// A circle of more duties than this is solved by iteration, not elimination, which is cubic.
const LARGEST_ELIMINATED: usize = 160;
/// Relative change at which the iteration has settled.
const SETTLED: f64 = 1e-14;
/// No rate beyond this means anything; it keeps sums finite in designs that multiply calls on calls.
const MOST: f64 = 1e30;
/// Steps of iteration, in flows passed, after which a circle counts as not settling.
const MOST_STEPS: usize = 20_000_000;

/// Solves for arrival rates. Where requests multiply without end the circle is reported and cut where
/// it closes, so that the rest still has rates.
pub(crate) fn solve(flows: &Flows, strong: &Strong, entering: Vec<f64>) -> Solution {
    let mut solution = Solution { rates: entering, loops: Vec::new() };
    for component in strong.callees_first().rev() {
        let members = strong.members(component);
        if strong.is_cyclic(component) {
            Circle::of(flows, strong, members).settle(&mut solution);
        }
        for duty in members {
            let rate = solution.rates[*duty];
            for flow in flows.of_duty(*duty) {
                if let Some(to) = flow.to.filter(|to| strong.of_node(*to) != component) {
                    solution.rates[to] = (solution.rates[to] + rate * flow.passed()).min(MOST);
                }
            }
        }
    }
    solution
}

/// A flow between members of a circle, by their places in it.
#[derive(Debug, Clone, Copy)]
struct Inner {
    from: usize,
    to: usize,
    factor: f64,
    connection: usize,
}

struct Circle<'a> {
    members: &'a [usize],
    inner: Vec<Inner>,
}

impl<'a> Circle<'a> {
    fn of(flows: &Flows, strong: &Strong, members: &'a [usize]) -> Self {
        let mut places: Vec<(usize, usize)> = members.iter().enumerate().map(|(place, duty)| (*duty, place)).collect();
        places.arrange();
        let place_of = |duty: usize| places.binary_search_by_key(&duty, |(duty, _)| *duty).ok().map(|at| places[at].1);
        let mut inner = Vec::new();
        for (from, duty) in members.iter().enumerate() {
            for flow in flows.of_duty(*duty) {
                let inside = flow.to.filter(|to| strong.of_node(*to) == strong.of_node(*duty) && flow.passed() > 0.0);
                if let Some(to) = inside.and_then(place_of) {
                    inner.push(Inner { from, to, factor: flow.passed(), connection: flow.connection });
                }
            }
        }
        Self { members, inner }
    }

    fn settle(mut self, solution: &mut Solution) {
        let entering: Vec<f64> = self.members.iter().map(|duty| solution.rates[*duty]).collect();
        let rates = self.rates(&entering).unwrap_or_else(|| {
            solution.loops.extend(self.cut(&entering));
            // Without the flows that close circles, elimination and iteration both end.
            self.rates(&entering).unwrap_or(entering)
        });
        for (duty, rate) in self.members.iter().zip(rates) {
            solution.rates[*duty] = rate.min(MOST);
        }
    }

    fn rates(&self, entering: &[f64]) -> Option<Vec<f64>> {
        if self.members.len() <= LARGEST_ELIMINATED { self.eliminate(entering) } else { self.iterate(entering) }
    }

    /// Gaussian elimination of (I - A) x = entering. As A has no negative entry, a solution that is
    /// no nonsense exists exactly when every pivot is positive, in any order (I - A is an M-matrix).
    fn eliminate(&self, entering: &[f64]) -> Option<Vec<f64>> {
        let count = self.members.len();
        let mut matrix = vec![0.0; count * count];
        let mut rates = entering.to_vec();
        for place in 0..count {
            matrix[place * count + place] = 1.0;
        }
        for flow in &self.inner {
            matrix[flow.to * count + flow.from] -= flow.factor;
        }
        for pivot in 0..count {
            let (above, below) = matrix.split_at_mut((pivot + 1) * count);
            let row = &above[pivot * count..];
            // A gain of exactly 1 comes out as a few units in the last place.
            if row[pivot] <= 1e-12 {
                return None;
            }
            for (offset, other) in below.chunks_exact_mut(count).enumerate() {
                let ratio = other[pivot] / row[pivot];
                if ratio != 0.0 {
                    other[pivot..].iter_mut().zip(&row[pivot..]).for_each(|(cell, top)| *cell -= ratio * top);
                    rates[pivot + 1 + offset] -= ratio * rates[pivot];
                }
            }
        }
        for place in (0..count).rev() {
            let row = &matrix[place * count..(place + 1) * count];
            let known: f64 = row[place + 1..].iter().zip(&rates[place + 1..]).map(|(cell, rate)| cell * rate).sum();
            rates[place] = (rates[place] - known) / row[place];
        }
        Some(rates)
    }

    /// Gauss-Seidel, which settles exactly when the gain is below 1.
    fn iterate(&self, entering: &[f64]) -> Option<Vec<f64>> {
        let mut into: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.members.len()];
        self.inner.iter().for_each(|flow| into[flow.to].push((flow.from, flow.factor)));
        let mut rates = entering.to_vec();
        for _ in 0..MOST_STEPS / self.inner.len().max(1) {
            let mut settled = true;
            // Members are in the order of callees first; load runs the other way.
            for place in (0..rates.len()).rev() {
                let passed_on: f64 = into[place].iter().map(|(from, factor)| rates[*from] * factor).sum();
                let rate = entering[place] + passed_on;
                settled &= (rate - rates[place]).abs() <= SETTLED * rate;
                rates[place] = rate;
            }
            if settled {
                return rates.iter().all(|rate| rate.is_finite()).then_some(rates);
            }
            if rates.iter().any(|rate| !rate.is_finite()) {
                return None;
            }
        }
        None
    }

    /// Takes out every flow that leads back onto the path walked, and reports the circle of most gain.
    fn cut(&mut self, entering: &[f64]) -> Option<Loop> {
        let mut out: Vec<Vec<usize>> = vec![Vec::new(); self.members.len()];
        self.inner.iter().enumerate().for_each(|(index, flow)| out[flow.from].push(index));
        let count = self.members.len();
        let mut walk =
            Walk { inner: &self.inner, out, state: vec![State::New; count], closing: Vec::new(), worst: None };
        // Walks start where load comes in, so that what closes a circle is what leads back there.
        let (entries, rest): (Vec<usize>, Vec<usize>) = (0..count).rev().partition(|place| entering[*place] > 0.0);
        entries.into_iter().chain(rest).for_each(|start| walk.from(start));
        let (closing, worst) = (walk.closing, walk.worst);
        let mut index = 0;
        self.inner.retain(|_| {
            index += 1;
            closing.binary_search(&(index - 1)).is_err()
        });
        worst
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    New,
    OnPath,
    Done,
}

/// A walk in depth first order that notes the flows closing circles.
struct Walk<'a> {
    inner: &'a [Inner],
    out: Vec<Vec<usize>>,
    state: Vec<State>,
    /// Numbers of flows, in ascending order once the walk is over.
    closing: Vec<usize>,
    worst: Option<Loop>,
}

impl Walk<'_> {
    fn from(&mut self, start: usize) {
        if self.state[start] != State::New {
            return;
        }
        // The path as flows taken; each place with how many of its flows were tried.
        let mut path: Vec<usize> = Vec::new();
        let mut tried = vec![(start, 0)];
        self.state[start] = State::OnPath;
        while let Some((place, next)) = tried.last_mut() {
            let Some(flow) = self.out[*place].get(*next).copied() else {
                self.state[*place] = State::Done;
                tried.pop();
                path.pop();
                continue;
            };
            *next += 1;
            let to = self.inner[flow].to;
            match self.state[to] {
                State::Done => {}
                State::OnPath => self.close(&path, flow),
                State::New => {
                    self.state[to] = State::OnPath;
                    path.push(flow);
                    tried.push((to, 0));
                }
            }
        }
        self.closing.arrange();
    }

    fn close(&mut self, path: &[usize], last: usize) {
        self.closing.push(last);
        let entry = self.inner[last].to;
        let start = path.iter().position(|flow| self.inner[*flow].from == entry).unwrap_or(path.len());
        let circle = || path[start..].iter().chain([&last]).map(|flow| &self.inner[*flow]);
        let gain: f64 = circle().map(|flow| flow.factor).product();
        if self.worst.as_ref().is_none_or(|worst| gain > worst.gain) {
            self.worst = Some(Loop { connections: circle().map(|flow| flow.connection).collect(), gain });
        }
    }
}
