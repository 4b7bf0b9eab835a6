//! The lane evaluator by how many words it takes at once, over a structure function of gates drawn at random.

use linchpin_analysis::structure::{Builder, EventId, Function, Node, Scenarios, Values, evaluate};

const EVENTS: u32 = 2_048;
const GATES: usize = 10_000;
/// The largest share of gates of real designs have two to four children.
const CHILDREN: [usize; 4] = [2, 2, 3, 4];

/// Every event failing alone, `words` times 64 of them at once.
pub fn every_event_alone(words: usize) -> Box<dyn FnMut()> {
    match words {
        1 => with_words::<1>(),
        2 => with_words::<2>(),
        4 => with_words::<4>(),
        8 => with_words::<8>(),
        _ => with_words::<16>(),
    }
}

fn with_words<const W: usize>() -> Box<dyn FnMut()> {
    let function = function();
    let events: Vec<EventId> = (0..EVENTS).map(EventId).collect();
    let mut scenarios = Scenarios::<W>::new(events.iter().map(|_| (1, 1)));
    let mut values = Values::default();
    Box::new(move || {
        for chunk in events.chunks(Scenarios::<W>::LANES) {
            scenarios.fail_one_each(chunk);
            evaluate(&function, &scenarios, &mut values);
        }
    })
}

fn function() -> Function {
    let mut builder = Builder::default();
    let mut nodes: Vec<Node> = (0..EVENTS).map(|event| builder.event(EventId(event))).collect();
    let mut random = 1u64;
    let mut below = |bound: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % bound
    };
    for gate in 0..GATES {
        let children: Vec<Node> = (0..CHILDREN[gate % 4]).map(|_| nodes[below(nodes.len())]).collect();
        nodes.push(if gate % 2 == 0 { builder.and(&children) } else { builder.or(&children) });
    }
    builder.finish()
}
