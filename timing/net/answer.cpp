#include "timing/net/answer.h"

#include "timing/journal/fact_json.h"

namespace heatline::timing {

Answer problem(unsigned status, std::string_view code, std::string_view title, std::string_view detail,
               std::string_view more) {
    Answer answer;
    answer.status = status;
    answer.content_type = "application/problem+json";
    answer.body = "{\"code\":";
    append_json_string(answer.body, code);
    answer.body += ",\"title\":";
    append_json_string(answer.body, title);
    answer.body += ",\"detail\":";
    append_json_string(answer.body, detail);
    answer.body += more;
    answer.body += "}";
    return answer;
}

}  // namespace heatline::timing
