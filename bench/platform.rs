//! A clock and a way to say something: what differs between a native program and one in WASM.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);

    /// Milliseconds since some moment.
    pub fn clock() -> f64 {
        START.elapsed().as_secs_f64() * 1e3
    }

    /// Prints a line.
    pub fn say(line: &str) {
        println!("{line}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use native::{clock, say};

#[cfg(target_arch = "wasm32")]
mod node {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        /// Milliseconds since some moment.
        #[wasm_bindgen(js_namespace = performance, js_name = now)]
        pub fn clock() -> f64;

        /// Prints a line.
        #[wasm_bindgen(js_namespace = console, js_name = log)]
        pub fn say(line: &str);
    }
}

#[cfg(target_arch = "wasm32")]
pub use node::{clock, say};
