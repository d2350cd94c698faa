#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| kuntavaaka_fuzz::package::hold(data));
