//! A link that opens can be made again, and means the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use linchpin_format::link;

fuzz_target!(|text: &str| {
    if let Ok(imported) = link::decode(text) {
        let design = imported.design();
        let again = link::decode(&link::encode(&design)).expect("what was made opens");
        assert_eq!(again.design(), design);
    }
});
