//! A design file that opens can be saved and opened again, and means the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use linchpin_format::{file, fragment};

fuzz_target!(|text: &str| {
    let _ = fragment::read(text);
    if let Ok(imported) = file::read(text) {
        let design = imported.design();
        let again = file::read(&file::write(&design)).expect("what was written opens");
        assert_eq!(again.design(), design);
    }
});
