# What a package holds beside the programs, and how CPack makes a .deb of it (./dev package).
if(NOT (UNIX AND NOT APPLE))
    return()
endif()
include(GNUInstallDirs)

install(FILES installer/steward.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES installer/example.steward.Steward.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
foreach(size 16 24 32 48 64 128 256)
    install(FILES resources/icons/steward-${size}.png RENAME steward.png
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size}x${size}/apps)
endforeach()
install(FILES resources/icons/steward.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES installer/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Debian wants manuals and change logs compressed, without a time stamp.
find_program(STEWARD_GZIP gzip REQUIRED)
function(steward_install_compressed source name destination)
    set(compressed ${CMAKE_BINARY_DIR}/installer/${name}.gz)
    add_custom_command(OUTPUT ${compressed}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/installer
        COMMAND ${STEWARD_GZIP} -9nc ${source} > ${compressed}
        DEPENDS ${source} VERBATIM)
    add_custom_target(compressed_${name} ALL DEPENDS ${compressed})
    install(FILES ${compressed} DESTINATION ${destination})
endfunction()
configure_file(installer/changelog.in ${CMAKE_BINARY_DIR}/installer/changelog @ONLY)
steward_install_compressed(${CMAKE_BINARY_DIR}/installer/changelog changelog ${CMAKE_INSTALL_DOCDIR})
steward_install_compressed(${PROJECT_SOURCE_DIR}/CHANGELOG.md NEWS.md ${CMAKE_INSTALL_DOCDIR})
foreach(program steward steward-cli)
    steward_install_compressed(${PROJECT_SOURCE_DIR}/installer/${program}.1 ${program}.1 ${CMAKE_INSTALL_MANDIR}/man1)
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME steward)
set(CPACK_PACKAGE_VENDOR "Steward maintainers")
set(CPACK_PACKAGE_CONTACT "Steward maintainers <maintainers@steward.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "caretaker of WhatsApp instances across three stores")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Steward reads an Evolution API server, PostgreSQL and Redis, shows every
WhatsApp instance as one row, and says what disagrees, why, and what will
mend it. A store that could not be read is called unknown, never empty.
.
The window is called steward, the command line steward-cli.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Opened at run time, so that no look at the programs' libraries finds them: the SQL drivers, the keychain's library, and
# what TLS trusts.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-psql, libqt6sql6-sqlite, libsecret-1-0, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "gnome-keyring")
include(CPack)
