#pragma once

#include "workflows/base/qr_code.h"

#include <QByteArray>
#include <QImage>
#include <QStringList>

namespace steward {

/// The code as a picture to hand on, black on white, with lines of words printed below it: whose it is and until when.
QImage qrPicture(const QrCode& code, const QStringList& lines);
QByteArray qrPng(const QrCode& code, const QStringList& lines);

} // namespace steward
