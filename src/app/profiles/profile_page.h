#pragma once

#include "local/profile.h"

#include <QWidget>

namespace steward {

class ProfileEditor;
class ProfileService;
class SectionList;

/// A profile that is not open, to be made or mended: its sections, and the editor.
class ProfilePage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfilePage)

public:
    ProfilePage(const Profile& profile, ProfileService& service, QWidget* parent = nullptr);
    ProfileEditor& editor() const { return *m_editor; }

private:
    SectionList* m_sections;
    ProfileEditor* m_editor;
};

} // namespace steward
