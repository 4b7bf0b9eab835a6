//! The search for the cheapest way around obstacles.
//!
//! A* on the grid spanned by the edges of the obstacles, where a state is a crossing and the
//! direction it is left in. Lengths are whole sixteenths of a unit, so that ways of equal cost are
//! exactly equal and ties always fall the same way.

use kurbo::{Point, Rect};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::shape::BEND;
use super::terminal::Terminal;

/// To lay out so many crossings of the grid takes as long as to look at one state.
const CROSSINGS_A_STATE: usize = 16;
const UNIT: f64 = 16.0;
const UNREACHED: i64 = i64::MAX;
/// The parent of a state nothing led to.
const NOWHERE: u32 = u32::MAX;

fn units(length: f64) -> i64 {
    // Coordinates are at most 1e7, far below what 64 bits hold.
    (length * UNIT).round() as i64
}

/// The grid and the state of a search; kept between searches for its memory.
#[derive(Debug, Default)]
pub(crate) struct Search {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// The same in whole units.
    unit_xs: Vec<i64>,
    unit_ys: Vec<i64>,
    goals: Vec<Goal>,
    /// Whether the piece from a crossing to the next one on its right is blocked.
    right_blocked: Vec<bool>,
    /// Whether the piece from a crossing to the next one below is blocked.
    below_blocked: Vec<bool>,
    cost: Vec<i64>,
    parent: Vec<u32>,
    /// By the cost of the whole way at least, then by what of it is still to pay: of equal ways the
    /// one nearest to its goal is followed to the end.
    open: BinaryHeap<Reverse<(i64, i64, u32)>>,
    /// How much work was done since [`Search::set_budget`], and may be, in states looked at.
    spent: usize,
    budget: usize,
}

/// What the search needs to know of a goal, in whole units.
#[derive(Debug, Clone, Copy)]
struct Goal {
    state: u32,
    x: i64,
    y: i64,
    penalty: i64,
}

/// A way found: from which terminal to which, and its corners from tip to tip.
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) goal: usize,
    pub(crate) tips_and_corners: Vec<Point>,
}

/// What a search came to.
pub(crate) enum Searched {
    Found(Found),
    /// There is no way.
    None,
    /// The budget is spent.
    TooMuch,
}

impl Search {
    /// Allows for as much work from now on as to look at so many states.
    pub(crate) fn set_budget(&mut self, states: usize) {
        (self.spent, self.budget) = (0, states);
    }

    /// How much of the budget is spent. What came out would have come out with any larger budget.
    pub(crate) fn spent(&self) -> usize {
        self.spent
    }

    /// Does work; says whether the budget allows for it.
    fn spend(&mut self, states: usize) -> bool {
        self.spent += states;
        self.spent <= self.budget
    }

    /// The cheapest way from any start to any goal that keeps out of the obstacles.
    pub(crate) fn run(&mut self, starts: &[Terminal], goals: &[Terminal], obstacles: &[Rect]) -> Searched {
        self.span(starts, goals, obstacles);
        if !self.spend(self.xs.len() * self.ys.len() / CROSSINGS_A_STATE) {
            return Searched::TooMuch;
        }
        self.lay_out();
        for obstacle in obstacles {
            self.block(*obstacle);
        }
        self.goals = goals.iter().map(|goal| self.goal(goal)).collect();
        for start in starts {
            self.reach(self.state_of(start), units(start.penalty), NOWHERE);
        }
        let mut best: Option<(i64, usize)> = None;
        while let Some(Reverse((estimate, to_pay, state))) = self.open.pop() {
            if best.is_some_and(|(cost, _)| cost <= estimate) {
                break;
            }
            let cost = self.cost[state as usize];
            if estimate > cost + to_pay {
                // It was reached more cheaply since.
                continue;
            }
            if !self.spend(1) {
                return Searched::TooMuch;
            }
            if let Some(index) = self.goals.iter().position(|goal| goal.state == state) {
                let total = cost + self.goals[index].penalty;
                if best.is_none_or(|(held, _)| total < held) {
                    best = Some((total, index));
                }
            }
            self.expand(state, cost);
        }
        let Some((_, goal)) = best else { return Searched::None };
        let (first, tips_and_corners) = self.trace(self.goals[goal].state);
        match starts.iter().position(|start| self.state_of(start) == first) {
            Some(start) => Searched::Found(Found { start, goal, tips_and_corners }),
            None => Searched::None,
        }
    }

    /// Finds the lines of the grid: everything a way may run along.
    fn span(&mut self, starts: &[Terminal], goals: &[Terminal], obstacles: &[Rect]) {
        self.xs.clear();
        self.ys.clear();
        for tip in starts.iter().chain(goals).map(Terminal::tip) {
            note(&mut self.xs, tip.x);
            note(&mut self.ys, tip.y);
        }
        // Half way between facing sides a channel looks best.
        for start in starts {
            for goal in goals.iter().filter(|goal| goal.side == start.side.opposite()) {
                let middle = start.port.midpoint(goal.port);
                note(&mut self.xs, middle.x);
                note(&mut self.ys, middle.y);
            }
        }
        for obstacle in obstacles {
            for (x, y) in [(obstacle.x0, obstacle.y0), (obstacle.x1, obstacle.y1)] {
                note(&mut self.xs, x);
                note(&mut self.ys, y);
            }
        }
        self.unit_xs = self.xs.iter().copied().map(units).collect();
        self.unit_ys = self.ys.iter().copied().map(units).collect();
    }

    /// Makes the grid one where nothing is blocked and nothing reached.
    fn lay_out(&mut self) {
        let crossings = self.xs.len() * self.ys.len();
        for blocked in [&mut self.right_blocked, &mut self.below_blocked] {
            blocked.clear();
            blocked.resize(crossings, false);
        }
        self.cost.clear();
        self.cost.resize(2 * crossings, UNREACHED);
        self.parent.clear();
        self.parent.resize(2 * crossings, NOWHERE);
        self.open.clear();
    }

    /// Blocks the pieces that run through the inside of an area whose edges are on the grid.
    fn block(&mut self, area: Rect) {
        let width = self.xs.len();
        let from = |values: &[f64], low: f64| values.partition_point(|value| *value < low);
        let past = |values: &[f64], low: f64| values.partition_point(|value| *value <= low);
        let (left, right) = (from(&self.xs, area.x0), from(&self.xs, area.x1));
        let (top, bottom) = (from(&self.ys, area.y0), from(&self.ys, area.y1));
        for row in past(&self.ys, area.y0)..bottom {
            self.right_blocked[row * width + left..row * width + right].fill(true);
        }
        let inner_left = past(&self.xs, area.x0);
        for row in top..bottom {
            self.below_blocked[row * width + inner_left..row * width + right.max(inner_left)].fill(true);
        }
    }

    /// The state of standing at the tip of a terminal, facing along its side's normal.
    fn state_of(&self, terminal: &Terminal) -> u32 {
        let tip = terminal.tip();
        let column = self.xs.partition_point(|x| *x < tip.x);
        let row = self.ys.partition_point(|y| *y < tip.y);
        let crossing = row * self.xs.len() + column;
        // The grid of at most 110 obstacles has far fewer crossings than 32 bits count.
        (2 * crossing + usize::from(!terminal.side.is_horizontal())) as u32
    }

    fn goal(&self, terminal: &Terminal) -> Goal {
        let tip = terminal.tip();
        let (x, y, penalty) = (units(tip.x), units(tip.y), units(terminal.penalty));
        Goal { state: self.state_of(terminal), x, y, penalty }
    }

    /// The column and row of a state.
    fn crossing(&self, state: u32) -> (usize, usize) {
        let crossing = state as usize / 2;
        (crossing % self.xs.len(), crossing / self.xs.len())
    }

    /// What is still to pay at least.
    fn estimate(&self, state: u32) -> i64 {
        let (column, row) = self.crossing(state);
        let (x, y) = (self.unit_xs[column], self.unit_ys[row]);
        let is_vertical = state & 1 == 1;
        let to = |goal: &Goal| {
            let (dx, dy) = ((goal.x - x).abs(), (goal.y - y).abs());
            let is_turned = (goal.state ^ state) & 1 == 1;
            let is_aside = if is_vertical { dx != 0 } else { dy != 0 };
            let bends = if is_turned { 1 } else { 2 * i64::from(is_aside) };
            dx + dy + goal.penalty + bends * units(BEND)
        };
        self.goals.iter().map(to).min().unwrap_or(0)
    }

    fn reach(&mut self, state: u32, cost: i64, parent: u32) {
        if cost < self.cost[state as usize] {
            self.cost[state as usize] = cost;
            self.parent[state as usize] = parent;
            let to_pay = self.estimate(state);
            self.open.push(Reverse((cost + to_pay, to_pay, state)));
        }
    }

    fn expand(&mut self, state: u32, cost: i64) {
        let (column, row) = self.crossing(state);
        let width = self.xs.len();
        let crossing = row * width + column;
        self.reach(state ^ 1, cost + units(BEND), state);
        if state & 1 == 0 {
            let length = |a: usize, b: usize| self.unit_xs[b] - self.unit_xs[a];
            let back = (column > 0 && !self.right_blocked[crossing - 1]).then(|| length(column - 1, column));
            let on = (column + 1 < width && !self.right_blocked[crossing]).then(|| length(column, column + 1));
            self.step(state, cost, (back, on), 2);
        } else {
            let length = |a: usize, b: usize| self.unit_ys[b] - self.unit_ys[a];
            let back = (row > 0 && !self.below_blocked[crossing - width]).then(|| length(row - 1, row));
            let on = (row + 1 < self.ys.len() && !self.below_blocked[crossing]).then(|| length(row, row + 1));
            self.step(state, cost, (back, on), 2 * width as u32);
        }
    }

    /// Goes back and on along a line of the grid, where that is free.
    fn step(&mut self, state: u32, cost: i64, (back, on): (Option<i64>, Option<i64>), stride: u32) {
        if let Some(length) = back {
            self.reach(state - stride, cost + length, state);
        }
        if let Some(length) = on {
            self.reach(state + stride, cost + length, state);
        }
    }

    /// The state a way to a state began with, and its corners, first and last point included.
    fn trace(&self, goal: u32) -> (u32, Vec<Point>) {
        let mut points = Vec::new();
        let mut state = goal;
        loop {
            let parent = self.parent[state as usize];
            // Kept are the ends and where the direction changed.
            if state == goal || parent == NOWHERE || parent / 2 == state / 2 {
                let (column, row) = self.crossing(state);
                points.push(Point::new(self.xs[column], self.ys[row]));
            }
            if parent == NOWHERE {
                break;
            }
            state = parent;
        }
        points.dedup();
        points.reverse();
        (state, points)
    }
}

/// Puts a coordinate where it belongs in an ascending list that has each once.
fn note(coordinates: &mut Vec<f64>, coordinate: f64) {
    let place = coordinates.partition_point(|held| *held < coordinate);
    if coordinates.get(place) != Some(&coordinate) {
        coordinates.insert(place, coordinate);
    }
}
