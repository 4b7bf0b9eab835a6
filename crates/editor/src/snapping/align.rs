//! Lining up: edges with edges, middles with middles.

use kurbo::Rect;
use linchpin_scene::Guide;

use super::SAME;
use super::axis::Axis;

fn lines(axis: Axis, rect: Rect) -> [f64; 3] {
    [axis.low(rect), axis.middle(rect), axis.high(rect)]
}

/// The ways to each line a rectangle could be in with a neighbour.
pub(super) fn offsets(axis: Axis, moving: Rect, neighbours: &[Rect]) -> Vec<f64> {
    let own = lines(axis, moving);
    let pairs = neighbours.iter().flat_map(|other| lines(axis, *other).into_iter().zip(own));
    pairs.map(|(theirs, own)| theirs - own).collect()
}

/// The lines a rectangle that has landed shares with neighbours.
pub(super) fn guides(axis: Axis, landed: Rect, neighbours: &[Rect]) -> Vec<Guide> {
    let shared = |index: usize, line: f64| {
        let in_line = neighbours.iter().filter(move |other| (lines(axis, **other)[index] - line).abs() < SAME);
        guide(axis, line, landed, in_line)
    };
    lines(axis, landed).into_iter().enumerate().filter_map(|(index, line)| shared(index, line)).collect()
}

/// The line an edge at `position` shares with the edges of neighbours.
pub(super) fn edge_guides(axis: Axis, position: f64, rect: Rect, neighbours: &[Rect]) -> Option<Guide> {
    let on_line =
        |other: &&Rect| [axis.low(**other), axis.high(**other)].iter().any(|line| (line - position).abs() < SAME);
    guide(axis, position, rect, neighbours.iter().filter(on_line))
}

/// A line across everything in it.
fn guide<'a>(axis: Axis, line: f64, own: Rect, in_line: impl Iterator<Item = &'a Rect>) -> Option<Guide> {
    let all = in_line.copied().reduce(|a, b| a.union(b))?.union(own);
    let across = axis.across();
    Some(Guide::Line { from: axis.point(line, across.low(all)), to: axis.point(line, across.high(all)) })
}
