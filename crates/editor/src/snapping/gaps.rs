//! Equal gaps: the middle between two, and the next in a row.

use kurbo::Rect;
use linchpin_document::Arrange;
use linchpin_scene::Guide;

use super::SAME;
use super::axis::Axis;

/// The neighbours that face a rectangle along the axis, in order, without those it overlaps.
fn row(axis: Axis, moving: Rect, neighbours: &[Rect]) -> Vec<Rect> {
    let mut row: Vec<Rect> = neighbours.iter().copied().filter(|other| axis.face(moving, *other)).collect();
    row.arrange_by(|a, b| axis.low(*a).total_cmp(&axis.low(*b)));
    row
}

/// The gaps between those next to each other in a row: the two, and the length.
fn gaps(axis: Axis, row: &[Rect]) -> impl Iterator<Item = (Rect, Rect, f64)> {
    let pairs = row.windows(2).map(move |pair| (pair[0], pair[1], axis.low(pair[1]) - axis.high(pair[0])));
    pairs.filter(|(_, _, gap)| *gap > SAME)
}

/// The ways to each place with equal gaps.
pub(super) fn offsets(axis: Axis, moving: Rect, neighbours: &[Rect]) -> Vec<f64> {
    let row = row(axis, moving, neighbours);
    let length = axis.high(moving) - axis.low(moving);
    let mut offsets = Vec::new();
    for (before, after, gap) in gaps(axis, &row) {
        if gap > length {
            offsets.push(f64::midpoint(axis.high(before), axis.low(after)) - axis.middle(moving));
        }
        offsets.push(axis.high(after) + gap - axis.low(moving));
        offsets.push(axis.low(before) - gap - axis.high(moving));
    }
    offsets
}

/// The gaps beside a rectangle that has landed that equal another one in its row.
pub(super) fn guides(axis: Axis, landed: Rect, neighbours: &[Rect]) -> Vec<Guide> {
    let mut row = row(axis, landed, neighbours);
    row.push(landed);
    row.arrange_by(|a, b| axis.low(*a).total_cmp(&axis.low(*b)));
    let all: Vec<_> = gaps(axis, &row).collect();
    let shown = all.iter().filter(|(_, _, gap)| {
        let mut alike = all.iter().filter(|(_, _, other)| (gap - other).abs() < SAME);
        alike.clone().count() > 1 && alike.any(|(before, after, _)| *before == landed || *after == landed)
    });
    shown.map(|(before, after, gap)| guide(axis, *before, *after, *gap)).collect()
}

fn guide(axis: Axis, before: Rect, after: Rect, gap: f64) -> Guide {
    let across = axis.across();
    let (low, high) = (across.low(before).max(across.low(after)), across.high(before).min(across.high(after)));
    let middle = f64::midpoint(low, high);
    Guide::Gap {
        from: axis.point(axis.high(before), middle),
        to: axis.point(axis.low(after), middle),
        label: (gap.round() as i64).to_string().into(),
    }
}
