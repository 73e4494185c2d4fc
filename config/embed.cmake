# cmake -DSOURCE=<config folder> -DOUTPUT=<file.cpp> -P embed.cmake
#
# Writes the texts of presets/*.toml and samples/NAME/{teams,runners}.csv as C++ string literals: raw ones, so that
# the text stays readable, and in pieces that end with a line and stay under 16 KB, which every compiler takes.

set(piece_bytes 15000)

function(literal file result)
  set(out "")
  if(EXISTS "${file}")
    file(READ "${file}" text)
    string(LENGTH "${text}" left)
    while(left GREATER 0)
      set(take ${left})
      if(take GREATER piece_bytes)
        string(SUBSTRING "${text}" 0 ${piece_bytes} head)
        string(FIND "${head}" "\n" newline REVERSE)
        if(newline LESS 0)
          message(FATAL_ERROR "${file} has a line longer than ${piece_bytes} bytes")
        endif()
        math(EXPR take "${newline} + 1")
      endif()
      string(SUBSTRING "${text}" 0 ${take} piece)
      string(SUBSTRING "${text}" ${take} -1 text)
      string(LENGTH "${text}" left)
      string(APPEND out "\n        R\"heatline(${piece})heatline\"")
    endwhile()
  endif()
  if(out STREQUAL "")
    set(out "\"\"")
  endif()
  set(${result} "${out}" PARENT_SCOPE)
endfunction()

file(GLOB files "${SOURCE}/presets/*.toml")
list(SORT files)
set(rows "")
set(count 0)
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME_WLE)
  literal("${file}" meet)
  literal("${SOURCE}/samples/${name}/teams.csv" teams)
  literal("${SOURCE}/samples/${name}/runners.csv" runners)
  string(APPEND rows "    {\"${name}\", ${meet},\n     ${teams},\n     ${runners}},\n")
  math(EXPR count "${count} + 1")
endforeach()

file(WRITE "${OUTPUT}" "// Written by config/embed.cmake from config/presets and config/samples. Do not edit.

#include <array>

#include \"config/presets_data.h\"

namespace heatline::config {

std::span<const Preset> embedded_presets() {
    static const std::array<Preset, ${count}> all = {{
${rows}    }};
    return all;
}

}  // namespace heatline::config
")
