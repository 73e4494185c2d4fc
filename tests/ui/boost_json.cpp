// Boost.JSON as a header-only library: its sources, once. The tests read with it what the program wrote.
#include <boost/json/src.hpp>
