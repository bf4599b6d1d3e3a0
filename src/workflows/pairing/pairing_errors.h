#pragma once

#include "domain/error.h"
#include "domain/instance_name.h"
#include "domain/phone_number.h"

#include <QString>

#include <vector>

namespace steward {

/// Cause and next step of whatever ends a pairing, for the person.
namespace PairingErrors {

// Before anything is sent
Error readOnly();
Error absent();
Error notAPhone(); ///< another kind than Baileys
Error noRow();
Error severalRows();

// While it runs
Error limitReached();
Error refused();
Error noCode();
Error failed();
Error missingInMemory();
Error noCharacters();      ///< connected by number, and no eight characters came
Error doesNotClose();      ///< the logout that pairing by number needs does not show
Error askedWithoutTrace(); ///< connect's answer was lost, and no session began
Error timedOut();
/// `cause`: why the server was not reached.
Error lost(const Error& cause);

// Once it is open
Error numberUnknown();
/// The number is in use at other instances as well: not an error of this pairing.
QString numberElsewhere(const PhoneNumber& phone, const std::vector<InstanceName>& others);
Error otherPhone(const PhoneNumber& connected, const PhoneNumber& expected);
/// The same, and a later repair does not know of it.
Error otherPhoneNotKept(const PhoneNumber& connected, const PhoneNumber& expected);
Error rowChanged();
/// `cause`: why it was not written.
Error notWritten(const Error& cause);
Error notReadBack();
Error lostAgain(); ///< linked and written, and not open any more at the second look

/// The logout went out, and the instance stays open.
Error notUnlinked();

// A pairing that was interrupted
Error leftAsItStands();

} // namespace PairingErrors

} // namespace steward
