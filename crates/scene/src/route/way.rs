//! From terminals to a way: plain shapes first, a search around what they run into when none is free.

use kurbo::{Point, Rect};

use super::Side;
use super::search::Search;
use super::shape::{Candidate, candidates};
use super::surroundings::{CLEARANCE, Obstacle, Surroundings};
use super::terminal::Terminal;

/// Clearances tried one after the other: better to squeeze through than not to get there.
const CLEARANCES: [f64; 3] = [CLEARANCE, 5.0, 1.0];
/// How many plain shapes are tried before a search.
const MOST_PLAIN: usize = 6;
/// How many obstacles a search takes on; beyond, the grid would cost more than the way is worth.
const MOST_OBSTACLES: usize = 110;
/// How often a search is run again with what its last answer ran into.
const MOST_ROUNDS: usize = 24;

/// A way from port to port.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Way {
    pub(crate) sides: (Side, Side),
    pub(crate) points: Vec<Point>,
}

/// The cheapest way from one of the starts to one of the goals.
///
/// There is always an answer; where no way is free, or finding it would take too long, it is one that
/// runs over things.
pub(crate) fn find(
    starts: &[Terminal],
    goals: &[Terminal],
    surroundings: &mut Surroundings<'_>,
    search: &mut Search,
) -> Way {
    // Neither end may claim the room the other turns in.
    let most = surroundings.half_gap().min(CLEARANCE);
    let least = |terminals: &[Terminal]| terminals.iter().map(|terminal| terminal.stub).fold(most, f64::min);
    surroundings.set_margins(least(starts), least(goals));
    let mut plain = Vec::new();
    for start in starts {
        for goal in goals {
            candidates(start, goal, &mut plain);
        }
    }
    plain.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    for clearance in CLEARANCES {
        surroundings.set_clearance(clearance);
        match find_free(&plain, starts, goals, surroundings, search) {
            Outcome::Found(way) => return way,
            Outcome::None => {}
            Outcome::TooMuch => break,
        }
    }
    // Without any plain shape the ends lie in each other, and a straight line is as good as any.
    let anyhow = |(start, goal): (&Terminal, &Terminal)| Way {
        sides: (start.side, goal.side),
        points: joined(start.port, goal.port, start.side),
    };
    let first = plain.first().map(candidate_way);
    first
        .or_else(|| starts.first().zip(goals.first()).map(anyhow))
        .unwrap_or_else(|| Way { sides: (Side::Right, Side::Left), points: vec![Point::ZERO, Point::ZERO] })
}

enum Outcome {
    Found(Way),
    None,
    TooMuch,
}

fn find_free(
    plain: &[Candidate],
    starts: &[Terminal],
    goals: &[Terminal],
    surroundings: &mut Surroundings<'_>,
    search: &mut Search,
) -> Outcome {
    let mut obstacles: Vec<Obstacle> = Vec::new();
    for candidate in plain.iter().take(MOST_PLAIN) {
        let way = candidate_way(candidate);
        let before = obstacles.len();
        note_collisions(&way.points, &candidate.start, &candidate.goal, surroundings, &mut obstacles);
        if obstacles.len() == before {
            return Outcome::Found(way);
        }
    }
    obstacles.extend(surroundings.ends());
    for _ in 0..MOST_ROUNDS {
        // In the order of ids: the answer must not depend on how the index is built.
        obstacles.sort_unstable_by_key(|(id, _)| *id);
        obstacles.dedup_by_key(|(id, _)| *id);
        if obstacles.len() > MOST_OBSTACLES {
            return Outcome::TooMuch;
        }
        let areas: Vec<Rect> = obstacles.iter().map(|(_, area)| *area).collect();
        let Some(found) = search.run(starts, goals, &areas) else { return Outcome::None };
        let (start, goal) = (&starts[found.start], &goals[found.goal]);
        let points = straightened(start.port, &found.tips_and_corners, goal.port);
        let before = obstacles.len();
        note_collisions(&points, start, goal, surroundings, &mut obstacles);
        if obstacles.len() == before {
            return Outcome::Found(Way { sides: (start.side, goal.side), points });
        }
    }
    Outcome::TooMuch
}

fn candidate_way(candidate: &Candidate) -> Way {
    Way { sides: (candidate.start.side, candidate.goal.side), points: candidate.points() }
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
