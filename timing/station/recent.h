#pragma once
// RecentList<T>: a list that grows at its end, and pictures of its latest items that never change again.
//
// Items lie in blocks that the list and all its pictures share: a picture is one pointer a block, however long the list
// is, and no item is copied for it. push() writes behind what any picture shows; change() gives the item a block of its
// own. The list belongs to one thread; a picture may be handed to any other, as a shared_ptr may.

#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace heatline::timing {

template <class T>
class RecentList;

template <class T>
class Recent {
public:
    class Iterator {
    public:
        Iterator(const Recent* of, std::size_t index) : of_(of), index_(index) {}
        const T& operator*() const { return (*of_)[index_]; }
        Iterator& operator++() { return ++index_, *this; }
        bool operator!=(const Iterator& other) const { return index_ != other.index_; }

    private:
        const Recent* of_;
        std::size_t index_;
    };

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    // Oldest first.
    const T& operator[](std::size_t index) const {
        const std::size_t at = skip_ + index;
        return (*blocks_[at / kBlock])[at % kBlock];
    }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size_}; }

private:
    friend class RecentList<T>;
    static constexpr std::size_t kBlock = 64;
    using Block = std::array<T, kBlock>;

    std::vector<std::shared_ptr<const Block>> blocks_;
    std::size_t skip_ = 0, size_ = 0;  // Of the items in the blocks.
};

template <class T>
class RecentList {
public:
    // Pictures show the last `most` items.
    explicit RecentList(std::size_t most) : most_(most) {}

    // Of all that was ever added.
    std::size_t size() const { return size_; }
    void push(T item) {
        if (size_ - dropped_ == blocks_.size() * kBlock) make_room();
        (*blocks_.back())[(size_ - dropped_) % kBlock] = std::move(item);
        ++size_;
    }
    // Item `index`, counted from the first that was ever added; nothing, when no picture shows it any more.
    void change(std::size_t index, T item) {
        if (index < dropped_ || index >= size_) return;
        std::shared_ptr<Block>& block = blocks_[(index - dropped_) / kBlock];
        block = std::make_shared<Block>(*block);
        (*block)[(index - dropped_) % kBlock] = std::move(item);
    }
    Recent<T> recent() const {
        Recent<T> picture;
        picture.blocks_.assign(blocks_.begin(), blocks_.end());
        picture.size_ = size_ < most_ ? size_ : most_;
        picture.skip_ = size_ - dropped_ - picture.size_;
        return picture;
    }

private:
    static constexpr std::size_t kBlock = Recent<T>::kBlock;
    using Block = typename Recent<T>::Block;

    // A block at the end; those at the front that no picture shows go.
    void make_room() {
        while (size_ - dropped_ >= most_ + kBlock) {
            blocks_.erase(blocks_.begin());
            dropped_ += kBlock;
        }
        blocks_.push_back(std::make_shared<Block>());
    }

    std::size_t most_;
    std::size_t dropped_ = 0, size_ = 0;
    std::vector<std::shared_ptr<Block>> blocks_;
};

}  // namespace heatline::timing
