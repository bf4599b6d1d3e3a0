# Steward.app: the window with the command line beside it; make-dmg.sh takes the libraries along.
if(NOT APPLE)
    return()
endif()
set(here ${CMAKE_CURRENT_LIST_DIR})
set(icon ${CMAKE_BINARY_DIR}/installer/steward.icns)
set(iconset ${CMAKE_BINARY_DIR}/installer/steward.iconset)
# Apple's names for the sizes; 64 is 32 at twice the density.
set(pictures 16:16x16 32:16x16@2x 32:32x32 64:32x32@2x 128:128x128 256:128x128@2x 256:256x256)
set(copies)
foreach(picture ${pictures})
    string(REPLACE ":" ";" picture ${picture})
    list(GET picture 0 size)
    list(GET picture 1 name)
    list(APPEND copies COMMAND ${CMAKE_COMMAND} -E copy
        ${PROJECT_SOURCE_DIR}/resources/icons/steward-${size}.png ${iconset}/icon_${name}.png)
endforeach()
add_custom_command(OUTPUT ${icon}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${iconset} ${copies}
    COMMAND iconutil --convert icns --output ${icon} ${iconset} VERBATIM)
target_sources(steward PRIVATE ${icon})
set_source_files_properties(${icon} PROPERTIES MACOSX_PACKAGE_LOCATION Resources)
set_target_properties(steward PROPERTIES MACOSX_BUNDLE ON OUTPUT_NAME steward
    MACOSX_BUNDLE_INFO_PLIST ${CMAKE_BINARY_DIR}/installer/Info.plist)
configure_file(${here}/Info.plist.in ${CMAKE_BINARY_DIR}/installer/Info.plist @ONLY)
