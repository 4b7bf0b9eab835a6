//! Tabs that have the same design open tell each other what they change.

use js_sys::{Array, Uint8Array};
use linchpin_document::Op;
use linchpin_format::snapshot;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use super::library::DesignId;

/// What one tab tells the others.
pub enum TabMessage {
    /// A tab has opened the design and wants to know what the others have.
    Hello,
    /// Ops, new or all there are.
    Ops(Vec<Op>),
}

/// The channel of one design. Closed when dropped.
pub struct TabChannel {
    channel: BroadcastChannel,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl TabChannel {
    /// Joins the tabs that have this design open. Nothing where the browser has no channels.
    pub fn join(design: &DesignId, on_message: impl Fn(TabMessage) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("linchpin-{}", design.as_str())).ok()?;
        let handler = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if data.is_instance_of::<Uint8Array>() {
                // What another tab of an older build sends may not be readable; storage has it too.
                if let Ok(ops) = snapshot::decode(&Uint8Array::new(&data).to_vec()) {
                    on_message(TabMessage::Ops(ops));
                }
            } else {
                on_message(TabMessage::Hello);
            }
        });
        channel.set_onmessage(Some(handler.as_ref().unchecked_ref()));
        let joined = Self { channel, _on_message: handler };
        // Said to nobody when no other tab is there.
        let _ = joined.channel.post_message(&Array::new());
        Some(joined)
    }

    /// Tells the others.
    pub fn send(&self, ops: &[Op]) {
        let bytes = Uint8Array::from(snapshot::encode(ops).as_slice());
        // The channel is open as long as this exists.
        let _ = self.channel.post_message(&bytes);
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
