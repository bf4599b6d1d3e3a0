#include "app/shell/update_offer.h"

#ifdef STEWARD_UPDATE_KEY
#include "app/shell/update_panel.h"

#include <QDesktopServices>
#endif

namespace steward {

#ifdef STEWARD_UPDATE_KEY

QWidget* makeUpdatePanel(BackgroundRunner& runner, WindowSettings& settings)
{
    auto* panel = new UpdatePanel(
        {QByteArray::fromHex(STEWARD_UPDATE_KEY), QStringLiteral(STEWARD_UPDATE_URL), QStringLiteral(STEWARD_VERSION)},
        runner, settings);
    QObject::connect(panel, &UpdatePanel::pageWanted, panel, &QDesktopServices::openUrl);
    return panel;
}

#else

QWidget* makeUpdatePanel(BackgroundRunner&, WindowSettings&)
{
    return nullptr;
}

#endif

} // namespace steward
