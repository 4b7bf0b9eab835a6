//! Messages as bytes.

use serde::{Deserialize, Serialize};

/// The bytes of a message.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Writing to memory only fails for types postcard cannot write, and these are not.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// Reads a message of the other side; nothing where the bytes are none.
pub fn decode<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
