//! What moves over the network, in and out of each component.

use linchpin_catalog::Interaction;

use crate::Rate;
use crate::model::Model;

/// Mbit a second into and out of all of a component.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Traffic {
    pub(crate) incoming: f64,
    pub(crate) outgoing: f64,
}

impl Traffic {
    /// A network moves as much each way, so the busier one counts.
    pub(crate) fn busier(self) -> f64 {
        self.incoming.max(self.outgoing)
    }
}

const MBIT_IN_A_KILOBYTE: f64 = 8e-3;

/// The traffic of each component with these calls served along each connection. Reads bring their payload
/// back; writes, events and what is replicated take it there.
pub(crate) fn traffic(model: &Model, calls: &[Rate]) -> Vec<Traffic> {
    let mut traffic = vec![Traffic::default(); model.components.len()];
    for (connection, rate) in model.connections.iter().zip(calls) {
        let brought = if connection.interaction.value == Interaction::Request { rate.read } else { 0.0 };
        let mbit = connection.payload * MBIT_IN_A_KILOBYTE;
        let (there, back) = ((rate.total() - brought) * mbit, brought * mbit);
        traffic[connection.from].outgoing += there;
        traffic[connection.to].incoming += there;
        traffic[connection.to].outgoing += back;
        traffic[connection.from].incoming += back;
    }
    traffic
}
