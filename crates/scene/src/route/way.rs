//! From terminals to a way: plain shapes first, a search around what they run into when none is free.

use kurbo::{Point, Rect};
use linchpin_document::Arrange;

use super::Side;
use super::search::{Search, Searched};
use super::shape::{BEND, Candidate, candidates};
use super::surroundings::{CLEARANCE, Obstacle, Surroundings};
use super::terminal::Terminal;

/// Clearances tried one after the other: better to squeeze through than not to get there.
const CLEARANCES: [f64; 3] = [CLEARANCE, 5.0, 1.0];
/// How many plain shapes are tried before a search, and how much more than the best they may cost:
/// what a search finds has two bends more as a rule.
const MOST_PLAIN: usize = 6;
const PLAIN_MARGIN: f64 = 3.0 * BEND;
/// How many obstacles a search takes on; beyond, the grid would cost more than the way is worth.
const MOST_OBSTACLES: usize = 110;
/// How often a search is run again with what its last answer ran into.
const MOST_ROUNDS: usize = 16;
/// How many states all searches for one way may look at: half a millisecond.
pub(crate) const BUDGET: usize = 8_000;
/// Of more connectors than this each may take less time, so that all together never take seconds.
const MANY: usize = 1_000;

/// How many states searches for each of so many ways may look at: half as many for each doubling.
pub(crate) fn budget_among(connectors: usize) -> usize {
    let doublings = connectors.div_ceil(MANY).max(1).next_power_of_two();
    BUDGET / doublings
}

/// A way from port to port.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Way {
    pub(crate) sides: (Side, Side),
    pub(crate) points: Vec<Point>,
    /// Whether it runs over nothing.
    pub(crate) is_free: bool,
}

/// The cheapest way from one of the starts to one of the goals. A `hint`, if there is one that fits, is
/// taken when it is free. Searches may look at as many states as the `budget` says.
///
/// There is always an answer; where no way is free, or finding it would take too long, it is one that
/// runs over few things.
pub(crate) fn find(
    starts: &[Terminal],
    goals: &[Terminal],
    hint: Option<Way>,
    budget: usize,
    surroundings: &mut Surroundings<'_>,
    search: &mut Search,
) -> Way {
    // Neither end may claim the room the other turns in.
    let most = surroundings.half_gap().min(CLEARANCE);
    let least = |terminals: &[Terminal]| terminals.iter().map(|terminal| terminal.stub).fold(most, f64::min);
    surroundings.set_margins(least(starts), least(goals));
    let mut finder = Finder { starts, goals, surroundings, search, plain: Vec::new(), fewest: None };
    finder.gather_plain();
    finder.search.set_budget(budget);
    for clearance in CLEARANCES {
        finder.surroundings.set_clearance(clearance);
        match finder.find_free(hint.as_ref()) {
            Outcome::Found(way) => return way,
            Outcome::None => {}
            Outcome::TooMuch => break,
        }
    }
    finder.make_do()
}

enum Outcome {
    Found(Way),
    None,
    TooMuch,
}

struct Finder<'a, 'b> {
    starts: &'a [Terminal],
    goals: &'a [Terminal],
    surroundings: &'a mut Surroundings<'b>,
    search: &'a mut Search,
    plain: Vec<Candidate>,
    /// The way that ran into the fewest things, and into how many.
    fewest: Option<(usize, Way)>,
}

impl Finder<'_, '_> {
    /// The plain shapes worth trying, the cheapest first.
    fn gather_plain(&mut self) {
        for start in self.starts {
            for goal in self.goals {
                candidates(start, goal, &mut self.plain);
            }
        }
        self.plain.arrange_by(|a, b| a.cost.total_cmp(&b.cost));
        let most = self.plain.first().map_or(0.0, |best| best.cost + PLAIN_MARGIN);
        self.plain.retain(|candidate| candidate.cost <= most);
        self.plain.truncate(MOST_PLAIN);
    }

    fn find_free(&mut self, hint: Option<&Way>) -> Outcome {
        let mut obstacles: Vec<Obstacle> = Vec::new();
        for index in 0..self.plain.len() {
            let candidate = self.plain[index];
            if let Some(way) =
                self.try_way(candidate_way(&candidate), &candidate.start, &candidate.goal, &mut obstacles)
            {
                return Outcome::Found(way);
            }
        }
        if let (Some(hint), [start], [goal]) = (hint, self.starts, self.goals)
            && let Some(way) = self.try_way(Way { is_free: true, ..hint.clone() }, start, goal, &mut obstacles)
        {
            return Outcome::Found(way);
        }
        obstacles.extend(self.surroundings.ends());
        for _ in 0..MOST_ROUNDS {
            // In the order of ids: the answer must not depend on how the index is built.
            obstacles.arrange_by_key(|(id, _)| *id);
            obstacles.dedup_by_key(|(id, _)| *id);
            if obstacles.len() > MOST_OBSTACLES {
                return Outcome::TooMuch;
            }
            let areas: Vec<Rect> = obstacles.iter().map(|(_, area)| *area).collect();
            let found = match self.search.run(self.starts, self.goals, &areas) {
                Searched::Found(found) => found,
                Searched::None => return Outcome::None,
                Searched::TooMuch => return Outcome::TooMuch,
            };
            let (start, goal) = (&self.starts[found.start], &self.goals[found.goal]);
            let points = straightened(start.port, &found.tips_and_corners, goal.port);
            let way = Way { sides: (start.side, goal.side), points, is_free: true };
            if let Some(way) = self.try_way(way, start, goal, &mut obstacles) {
                return Outcome::Found(way);
            }
        }
        Outcome::TooMuch
    }

    /// The way itself if it is free; else what it runs into is added to the obstacles.
    fn try_way(&mut self, way: Way, start: &Terminal, goal: &Terminal, obstacles: &mut Vec<Obstacle>) -> Option<Way> {
        let before = obstacles.len();
        note_collisions(&way.points, start, goal, self.surroundings, obstacles);
        let collisions = obstacles.len() - before;
        if collisions == 0 {
            return Some(way);
        }
        if self.fewest.as_ref().is_none_or(|(fewest, _)| collisions < *fewest) {
            self.fewest = Some((collisions, Way { is_free: false, ..way }));
        }
        None
    }

    /// Where no way is free: the one that ran into the fewest things, or any at all.
    fn make_do(self) -> Way {
        let fewest = self.fewest.map(|(_, way)| way);
        // Without any plain shape the ends lie in each other, and a straight line is as good as any.
        let anyhow = |(start, goal): (&Terminal, &Terminal)| Way {
            sides: (start.side, goal.side),
            points: joined(start.port, goal.port, start.side),
            is_free: false,
        };
        let nowhere =
            || Way { sides: (Side::Right, Side::Left), points: vec![Point::ZERO, Point::ZERO], is_free: false };
        fewest.or_else(|| self.starts.first().zip(self.goals.first()).map(anyhow)).unwrap_or_else(nowhere)
    }
}

fn candidate_way(candidate: &Candidate) -> Way {
    Way { sides: (candidate.start.side, candidate.goal.side), points: candidate.points(), is_free: true }
}

/// Adds what a way runs into. Its stubs lie within the margins of its own ends and are free.
fn note_collisions(
    points: &[Point],
    start: &Terminal,
    goal: &Terminal,
    surroundings: &mut Surroundings<'_>,
    obstacles: &mut Vec<Obstacle>,
) {
    let last = points.len() - 1;
    for index in 0..last {
        let a = if index == 0 { start.tip() } else { points[index] };
        let b = if index + 1 == last { goal.tip() } else { points[index + 1] };
        surroundings.in_the_way(a, b, obstacles);
    }
}

/// The corners with both ports, without points in the middle of a straight piece.
fn straightened(from: Point, corners: &[Point], to: Point) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::with_capacity(corners.len() + 2);
    for point in [from].iter().chain(corners).chain([&to]) {
        while let [.., a, b] = points[..] {
            let in_line = (a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y);
            if !in_line {
                break;
            }
            points.pop();
        }
        if points.last() != Some(point) {
            points.push(*point);
        }
    }
    if points.len() < 2 {
        points.push(to);
    }
    points
}

/// A way led to other ports of the same sides; nothing when it has too few bends to give way, or does
/// not run straight out of its sides because there is no room at its own ports.
pub(crate) fn led_to(way: &Way, from: Point, to: Point) -> Option<Way> {
    let mut points = way.points.clone();
    let count = points.len();
    // The first and the last piece must not share a corner.
    if count < 5 {
        return None;
    }
    for (end, next, port, side) in [(0, 1, from, way.sides.0), (count - 1, count - 2, to, way.sides.1)] {
        if side.along(points[next]) != side.along(points[end]) {
            return None;
        }
        points[end] = port;
        if side.is_horizontal() { points[next].y = port.y } else { points[next].x = port.x }
    }
    // A port may have come to lie in line with a piece.
    let points = straightened(from, &points[1..count - 1], to);
    Some(Way { sides: way.sides, points, is_free: way.is_free })
}

/// Two points joined by at most three pieces.
pub(crate) fn joined(a: Point, b: Point, side: Side) -> Vec<Point> {
    let middle = a.midpoint(b);
    let corners = if side.is_horizontal() {
        [Point::new(middle.x, a.y), Point::new(middle.x, b.y)]
    } else {
        [Point::new(a.x, middle.y), Point::new(b.x, middle.y)]
    };
    straightened(a, &corners, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_led_to_a_port_in_line_with_one_of_its_pieces_has_no_piece_without_a_length() {
        let points = [(0.0, 0.0), (40.0, 0.0), (40.0, 90.0), (80.0, 90.0), (80.0, 70.0), (100.0, 70.0)];
        let points = points.map(Point::from).to_vec();
        let way = Way { sides: (Side::Right, Side::Left), points, is_free: true };
        let led = led_to(&way, Point::ZERO, Point::new(100.0, 90.0)).unwrap();
        assert_eq!(led.points, [(0.0, 0.0), (40.0, 0.0), (40.0, 90.0), (100.0, 90.0)].map(Point::from));
    }
}
