#pragma once

namespace steward::test {

/// What KeychainTest runs in a process of its own, below a D-Bus session with a real keyring: see keychain_test.cpp.
constexpr auto keychainSessionArgument = "--keychain-session";
int runKeychainSession(int argc, char** argv);

} // namespace steward::test
