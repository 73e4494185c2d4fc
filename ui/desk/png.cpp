#include <png.h>

#include "ui/desk/offscreen.h"

namespace heatline::ui {

Result<Done, std::string> write_png(const std::string& path, const Picture& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = PNG_FORMAT_RGB;
    if (!png_image_write_to_file(&image, path.c_str(), 0, picture.rgb.data(), 0, nullptr))
        return Error<std::string>{"cannot write " + path + ": " + image.message + "; check the folder and the disk"};
    return Done{};
}

Result<Picture, std::string> read_png(const std::string& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&image, path.c_str()))
        return Error<std::string>{"cannot read " + path + ": " + image.message + "; check that it is a PNG"};
    image.format = PNG_FORMAT_RGB;
    Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    picture.rgb.resize(PNG_IMAGE_SIZE(image));
    if (!png_image_finish_read(&image, nullptr, picture.rgb.data(), 0, nullptr))
        return Error<std::string>{"cannot read " + path + ": " + image.message + "; check that it is a PNG"};
    return picture;
}

}  // namespace heatline::ui
