#pragma once

#include <QByteArray>

#include <chrono>

namespace steward::rig {

/// A fault of the HTTP layer, and the requests that it meets.
struct HttpFault {
    enum class Kind {
        Status,            ///< `status` with `body`
        Body,              ///< the right status with `body` and `contentType`: HTML, garbage, nothing
        CutBody,           ///< the full Content-Length, `bytes` of the body, then FIN
        ShortBody,         ///< `bytes` of the body with that very Content-Length: only the JSON is incomplete
        Chunked,           ///< the right answer in chunks of `bytes`
        ChunkedCut,        ///< the same, ended after the first chunk without the last
        CloseBeforeAnswer, ///< FIN without a byte
        CloseInHeaders,    ///< FIN within the headers
        Reset,             ///< RST without a byte
        Silent,            ///< no answer ever; the connection stays
        Delay,             ///< the right answer after `delay`
        Redirect,          ///< 302 to `location`
        NotModified,       ///< 304
    };
    Kind kind = Kind::Status;
    int status = 500;
    QByteArray body;
    QByteArray contentType = QByteArrayLiteral("application/json; charset=utf-8");
    qsizetype bytes = 0;
    std::chrono::milliseconds delay{0};
    QByteArray location; ///< of Redirect, and of Status where it is not empty
    QByteArray header;   ///< one more header of Status, such as "WWW-Authenticate: Basic"

    // Which requests
    QByteArray method;      ///< empty: any
    QByteArray pathPrefix;  ///< of the encoded path; empty: any
    int skip = 0;           ///< so many of them pass first
    int times = -1;         ///< then so many are met; negative: all until the faults are cleared
    bool carriedOut = true; ///< the server does what was asked before the fault; false: it never sees the request
};

} // namespace steward::rig
