//! Ops that are read can be written and read again, and merge without complaint.

#![no_main]

use libfuzzer_sys::fuzz_target;
use linchpin_document::{Document, PeerId, Replica};
use linchpin_format::snapshot;

fuzz_target!(|bytes: &[u8]| {
    let _ = snapshot::decode_draft(bytes);
    if let Ok(ops) = snapshot::decode(bytes) {
        assert_eq!(snapshot::decode(&snapshot::encode(&ops)).as_ref(), Ok(&ops));
        let mut document = Document::new(PeerId::from_bits(1));
        document.merge(&ops);
        let _ = Replica::from_document(document).design().items().count();
    }
});
