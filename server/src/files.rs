//! The files' doors on the web port.
