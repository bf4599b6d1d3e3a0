# What a package holds beside the programs, and how CPack makes a .deb of it; make-packages.sh makes the others.
if(NOT (UNIX AND NOT APPLE))
    return()
endif()
include(GNUInstallDirs)
set(here ${CMAKE_CURRENT_LIST_DIR})
set(made ${CMAKE_BINARY_DIR}/installer)

# Version and day stand in CMakeLists.txt alone.
execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C TZ=UTC date -R -d ${STEWARD_RELEASE_DATE}T12:00:00Z
    OUTPUT_VARIABLE STEWARD_RELEASE_TIME OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
foreach(file debian-changelog steward.1 example.steward.Steward.metainfo.xml)
    configure_file(${here}/${file}.in ${made}/${file} @ONLY)
endforeach()
configure_file(${here}/steward-cli.1.in ${made}/steward-cli.1.head @ONLY)
add_custom_command(OUTPUT ${made}/steward-cli.1
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:steward-cli> -DTEMPLATE=${made}/steward-cli.1.head
        -DOUTPUT=${made}/steward-cli.1 -P ${here}/manual.cmake
    DEPENDS steward-cli ${made}/steward-cli.1.head ${here}/manual.cmake VERBATIM)

install(FILES ${here}/steward.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${made}/example.steward.Steward.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${here}/steward-mime.xml RENAME steward.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
foreach(size 16 24 32 48 64 128 256)
    install(FILES resources/icons/steward-${size}.png RENAME steward.png
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size}x${size}/apps)
endforeach()
install(FILES resources/icons/steward.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${here}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
foreach(program steward steward-cli)
    install(FILES ${here}/completion/${program}.bash RENAME ${program}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES ${here}/completion/${program}.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
    install(FILES ${here}/completion/_${program} DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
endforeach()

# Debian wants manuals and change logs compressed, without a time stamp.
find_program(STEWARD_GZIP gzip REQUIRED)
function(steward_install_compressed source name destination)
    add_custom_command(OUTPUT ${made}/${name}.gz
        COMMAND ${STEWARD_GZIP} -9nc ${source} > ${made}/${name}.gz
        DEPENDS ${source} VERBATIM)
    add_custom_target(compressed_${name} ALL DEPENDS ${made}/${name}.gz)
    install(FILES ${made}/${name}.gz DESTINATION ${destination})
endfunction()
steward_install_compressed(${made}/debian-changelog changelog ${CMAKE_INSTALL_DOCDIR})
steward_install_compressed(${PROJECT_SOURCE_DIR}/CHANGELOG.md NEWS.md ${CMAKE_INSTALL_DOCDIR})
foreach(program steward steward-cli)
    steward_install_compressed(${made}/${program}.1 ${program}.1 ${CMAKE_INSTALL_MANDIR}/man1)
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
# steward_VERSION_ARCH, without the revision that CMake puts in otherwise.
set(CPACK_DEBIAN_PACKAGE_RELEASE "")
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
