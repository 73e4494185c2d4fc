// Boost.JSON as a header-only library: its sources, once.
#include <boost/json/src.hpp>
